/** The text of a .proto file, known to be valid, as our codec takes it: names of fields in camel case. */
import protobuf from 'protobufjs';
import { Refused } from '../refused.ts';

export interface ParsedProto {
  readonly root: protobuf.Root;
  readonly package: string;
  /** The full name of the first message. */
  readonly message: string;
}

export function parseProto(text: string): ParsedProto {
  const { root, package: given, imports, weakImports } = parsed(text);
  for (const file of [...(imports ?? []), ...(weakImports ?? [])]) {
    root.addJSON(protobuf.common.get(file)?.nested ?? {});
  }
  const name = given ?? '';
  const own = name === '' ? root : root.lookup(name, [protobuf.Namespace]);
  const members = own instanceof protobuf.Namespace ? own.nestedArray : [];
  const first = members.find((member) => member instanceof protobuf.Type);
  if (first === undefined) throw new Refused('has no message');
  return { root, package: name, message: first.fullName.slice(1) };
}

function parsed(text: string): protobuf.IParserResult {
  try {
    return protobuf.parse(text, { alternateCommentMode: true });
  } catch (error) {
    // It is valid with the names that it has.
    throw new Refused(`has names that do not go into camel case: ${(error as Error).message}`);
  }
}
