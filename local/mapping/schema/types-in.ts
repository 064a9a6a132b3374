import protobuf from 'protobufjs';

/** All messages, those within others too. */
export function* typesIn(space: protobuf.NamespaceBase): Iterable<protobuf.Type> {
  for (const each of space.nestedArray) {
    if (each instanceof protobuf.Type) yield each;
    // A type is one as well.
    if (each instanceof protobuf.Namespace) yield* typesIn(each);
  }
}
