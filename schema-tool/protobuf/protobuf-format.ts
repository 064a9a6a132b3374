import { planOf } from '../../shared/schema/protobuf/message-plan.ts';
import type { ContractCode, Format } from '../format.ts';
import type { SchemaFolder } from '../schema-folder.ts';
import { jsonCode } from '../typescript/json-code.ts';
import { stringLiteral } from '../typescript/string-literal.ts';
import { type ParsedProto, parseProto } from './parse-proto.ts';
import { protobufDeclarations } from './protobuf-declarations.ts';

export const protobufFormat: Format = {
  definitionOf: (text) => text,
  rootOf: (definition) => parseProto(definition).message,
  contractOf,
};

function contractOf({ versions }: SchemaFolder): ContractCode {
  const parsed = versions.map(({ definition }) => parseProto(definition));
  const descriptors = parsed.map(({ root }) => root.toJSON());
  const newest = parsed.at(-1) as ParsedProto;
  const plan = planOf(descriptors.at(-1) ?? {}, newest.message);
  return {
    factory: { name: 'protobuf', module: 'protobuf/protobuf.ts' },
    declarations: protobufDeclarations(plan, newest, `, version ${versions.length}`),
    more: { message: stringLiteral(newest.message), descriptors: descriptors.map(jsonCode) },
  };
}
