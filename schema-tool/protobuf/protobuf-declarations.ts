/** The TypeScript types of what our codec decodes: its own plan, in which fields, presence and enums are decided, with comments. */
import type protobuf from 'protobufjs';
import type {
  EnumPlan,
  FieldPlan,
  MessagePlan,
  Plan,
  Scalar,
  ValuePlan,
} from '../../shared/schema/protobuf/message-plan.ts';
import { sentences } from '../typescript/doc-comment.ts';
import { stringLiteral } from '../typescript/string-literal.ts';
import { type Declaration, NULL, type TsField, type TsType, unionOf, word } from '../typescript/ts-type.ts';
import { TypeNames } from '../typescript/type-names.ts';
import type { ParsedProto } from './parse-proto.ts';

/** `version`: what the root's comment says of it. */
export function protobufDeclarations(
  plan: Plan,
  parsed: ParsedProto,
  version: string,
): readonly Declaration[] {
  const taken = new TypeNames();
  const nameOf = ({ name }: MessagePlan | EnumPlan): string =>
    taken.take(typeName(name, parsed.package), name);
  const messages = plan.messages.map(nameOf);
  const enums = plan.enums.map(nameOf);
  const valueType = (value: ValuePlan): TsType => {
    if (value.is === 'scalar') return scalarType(value.scalar);
    return word((value.is === 'enum' ? enums : messages)[value.index] ?? 'unknown');
  };
  return [
    ...plan.messages.map(({ name, fields }, index): Declaration => {
      const type = parsed.root.lookupType(name);
      return {
        name: messages[index] ?? '',
        doc: sentences(`${name}${index === 0 ? version : ''}`, type.comment ?? ''),
        is: fields.map((field) => fieldOf(field, valueType(field.value), type.fields[field.name])),
      };
    }),
    ...plan.enums.map(
      (each, index): Declaration => ({
        name: enums[index] ?? '',
        doc: sentences(each.name, parsed.root.lookupEnum(each.name).comment ?? ''),
        is: unionOf(Object.values(each.names).map((symbol) => word(stringLiteral(symbol)))),
      }),
    ),
  ];
}

function fieldOf(
  { name, shape, presence }: FieldPlan,
  type: TsType,
  field: protobuf.Field | undefined,
): TsField {
  const doc = field?.comment ?? '';
  if (shape !== 'one') return { name, doc, type: { is: shape === 'many' ? 'array' : 'map', of: type } };
  return { name, doc, type: presence === 'nullable' ? unionOf([type, NULL]) : type };
}

function scalarType(scalar: Scalar): TsType {
  if (scalar === 'string') return word('string');
  if (scalar === 'bytes') return word('Buffer');
  return word(scalar === 'bool' ? 'boolean' : 'number');
}

/** Nested names run together: `Order.Line` is OrderLine. */
function typeName(name: string, around: string): string {
  const own = name.startsWith(`${around}.`)
    ? name.slice(around.length + 1)
    : name.replace('google.protobuf.', '');
  return own.replaceAll('.', '');
}
