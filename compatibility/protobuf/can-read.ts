/**
 * Whether a reader with one .proto file reads what a writer wrote with another, to the same values. The rules are those
 * of the Protobuf guide on updating messages and of AWS Glue, each by direction: a field may be removed from the reader,
 * or be new in it, but nothing may decode to something else. Services and methods are no part of a record.
 *
 * What is left unreserved is no question of reading: `may-follow.ts`.
 */
import type { Incompatibility } from '../incompatibility.ts';
import { type Definition, parseDefinition } from './definition.ts';
import { messageReasons } from './message-reasons.ts';

export function canRead(reader: string, writer: string): readonly Incompatibility[] {
  const ours = parseDefinition(reader);
  const theirs = parseDefinition(writer);
  const path = ours.root.name;
  const differs = (rule: string, mine: string, other: string): Incompatibility[] =>
    mine === other ? [] : [{ path, rule, message: `the reader has ${mine}, the writer has ${other}` }];
  const packaged = ({ package: name }: Definition): string =>
    name === '' ? 'no package' : `package ${name}`;
  const first = ({ root }: Definition): string => `${root.name} as its first message`;
  const top = [
    ...differs('syntax-changed', ours.syntax, theirs.syntax),
    ...differs('package-changed', packaged(ours), packaged(theirs)),
  ];
  const root = differs('root-message-changed', first(ours), first(theirs));
  if (root.length > 0) return [...top, ...root];
  const comparison = { reader: ours, writer: theirs, seen: new Set<string>() };
  return [...top, ...messageReasons([ours.root, theirs.root], path, comparison)];
}
