/**
 * A Protobuf definition is the text of one .proto file, proto2 (also where it says nothing, as for protoc) or proto3.
 * The root, which is what a record holds, is the first message of the file; other messages count where it refers to them.
 *
 * Refused: imports, save those of google/protobuf (a registry's version is one text), groups and extensions (AWS Glue
 * takes neither), editions.
 *
 * Glue's Java serializer sorts all messages of a file by full name and writes the position of its own before the bytes.
 * A reader looks the position up in the writer's definition, so it may shift between versions.
 */
import protobuf from 'protobufjs';
import { DefinitionError } from '../definition-error.ts';

export interface Definition {
  readonly syntax: string;
  /** Empty: none. */
  readonly package: string;
  readonly root: protobuf.Type;
}

const WELL_KNOWN = ['any', 'duration', 'empty', 'field_mask', 'struct', 'timestamp', 'wrappers'];
const LARGEST_NUMBER = 536_870_911;

export function parseDefinition(text: string): Definition {
  const parsed = parsedText(text);
  for (const name of [...(parsed.imports ?? []), ...(parsed.weakImports ?? [])]) {
    const [, known] = /^google\/protobuf\/(\w+)\.proto$/.exec(name) ?? [];
    const types = WELL_KNOWN.includes(known ?? '') ? protobuf.common.get(name) : null;
    if (types === null) {
      const allowed = WELL_KNOWN.map((each) => `google/protobuf/${each}.proto`).join(', ');
      throw new DefinitionError(`import "${name}": only these may be imported: ${allowed}`);
    }
    parsed.root.addJSON(types.nested as Record<string, protobuf.AnyNestedObject>);
  }
  const name = parsed.package ?? '';
  const own = name === '' ? parsed.root : parsed.root.lookup(name, [protobuf.Namespace]);
  const members = own instanceof protobuf.Namespace ? own.nestedArray : [];
  const root = members.find((each) => each instanceof protobuf.Type);
  if (root === undefined) throw new DefinitionError('the file has no message');
  const syntax = syntaxOf(root);
  if (!/^proto[23]$/.test(syntax))
    throw new DefinitionError(`edition ${syntax}: the syntax must be proto2 or proto3`);
  for (const member of members) check(member, syntax);
  try {
    parsed.root.resolveAll();
  } catch (error) {
    throw new DefinitionError((error as Error).message);
  }
  return { syntax, package: name, root };
}

function parsedText(text: string): protobuf.IParserResult {
  try {
    return protobuf.parse(text, { keepCase: true });
  } catch (error) {
    throw new DefinitionError((error as Error).message);
  }
}

/** protobufjs shows the edition of what is not proto3 in the description alone. */
function syntaxOf(message: protobuf.Type): string {
  const { edition = 'proto3' } = message.toJSON() as { edition?: string };
  return edition;
}

function check(member: protobuf.ReflectionObject, syntax: string): void {
  const place = member.fullName.slice(1);
  if (member instanceof protobuf.Field) throw new DefinitionError(`${place}: extensions are not allowed`);
  if (member instanceof protobuf.Enum) checkEnum(member, syntax);
  if (!(member instanceof protobuf.Type)) return;
  checkMessage(member);
  for (const nested of member.nestedArray) check(nested, syntax);
}

function checkMessage(message: protobuf.Type): void {
  const place = message.fullName.slice(1);
  const { group } = message.toJSON() as { group?: boolean };
  if (group === true) throw new DefinitionError(`${place}: groups are not allowed`);
  if (message.extensions !== undefined) throw new DefinitionError(`${place}: extensions are not allowed`);
  for (const { name, id } of message.fieldsArray) {
    if (id < 1 || id > LARGEST_NUMBER || (id >= 19_000 && id <= 19_999)) {
      throw new DefinitionError(
        `${place}.${name} = ${id}: a number is 1 to ${LARGEST_NUMBER}, not 19000 to 19999`,
      );
    }
  }
}

function checkEnum(declared: protobuf.Enum, syntax: string): void {
  const place = declared.fullName.slice(1);
  const [first] = Object.entries(declared.values);
  if (first === undefined) throw new DefinitionError(`${place}: the enum has no value`);
  if (first[1] !== 0 && syntax === 'proto3') {
    throw new DefinitionError(`${place}.${first[0]} = ${first[1]}: the first value of a proto3 enum is 0`);
  }
}
