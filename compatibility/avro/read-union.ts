/**
 * The branch that a value is read into. Named types and collections have one branch at most, since names are shared by
 * no two. Of the primitive ones our decoder, and Avro's specification, take the first that can hold the value; Java
 * takes the one it was written as, if there is one. Where the two differ (`double` before `int`, `bytes` beside
 * `string`) a value comes out as another type, so such a union is refused.
 */
import { type AvroType, describe, isNamed, type UnionType } from './avro-type.ts';
import { branchPlace, type Place, type ReadType, type Reasons, reason } from './place.ts';
import { promotes } from './promotes.ts';
import { isNamedAs } from './read-named.ts';

export interface Chosen {
  readonly reader: UnionType;
  readonly writer: Exclude<AvroType, UnionType>;
  readonly at: Place;
  readonly readType: ReadType;
}

export function readUnion({ reader, writer, at, readType }: Chosen): Reasons {
  const fit = reader.branches.filter((branch) => fits(branch, writer));
  const [first] = fit;
  if (first === undefined) {
    const message = `the reader has a ${describe(reader)}, the writer ${describe(writer)}`;
    return [reason(at, 'union-branch-missing', message)];
  }
  if (first.kind !== writer.kind && fit.some(({ kind }) => kind === writer.kind)) {
    const message = `${describe(writer)} is read as ${describe(first)}, which is before it in the reader's union`;
    return [reason(at, 'union-branch-shadowed', message)];
  }
  return readType(first, writer, branchPlace(at, reader, first));
}

function fits(branch: AvroType, writer: AvroType): boolean {
  if (isNamed(branch)) return branch.kind === writer.kind && isNamedAs(branch, writer);
  return promotes(branch.kind, writer.kind);
}
