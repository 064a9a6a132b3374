/** Values of one of avsc's types. Between a few turns every branch of every union of the table is there. */
import avsc from 'avsc';

const INTS = [0, -1, 2 ** 31 - 1];
const LONGS = [0, -1, 2 ** 53 - 2];
const FLOATS = [0.5, -1.25, 3];
const STRINGS = ['', 'plain', 'é\u{1f600}'];
/** Recursive types end here. */
const DEEPEST = 4;

export const sampleValues = (type: avsc.Type): readonly unknown[] =>
  [0, 1, 2, 3].map((turn) => sample(type, turn, 0));

const byEnd = (a: avsc.Type, b: avsc.Type): number => Number(isRecord(a)) - Number(isRecord(b));
const isRecord = (type: avsc.Type): boolean => type instanceof avsc.types.RecordType;

function sample(type: avsc.Type, turn: number, depth: number): unknown {
  const { types } = avsc;
  const of = <T>(list: readonly T[]): T => list[turn % list.length] as T;
  if (type instanceof types.UnwrappedUnionType || type instanceof types.WrappedUnionType) {
    const branch = of(depth > DEEPEST ? type.types.slice().sort(byEnd).slice(0, 1) : type.types);
    const value = sample(branch, turn, depth + 1);
    const wrapped = type instanceof types.WrappedUnionType && value !== null;
    return wrapped ? { [branch.branchName as string]: value } : value;
  }
  if (type instanceof types.RecordType) {
    return Object.fromEntries(
      type.fields.map((each, index) => [each.name, sample(each.type, turn + index, depth + 1)]),
    );
  }
  if (type instanceof types.ArrayType) {
    if (depth > DEEPEST) return [];
    return [0, 1, 2].slice(0, turn).map((step) => sample(type.itemsType, turn + step, depth + 1));
  }
  // One entry: Java writes several in an order of its own.
  if (type instanceof types.MapType)
    return depth > DEEPEST ? {} : { key: sample(type.valuesType, turn, depth + 1) };
  if (type instanceof types.EnumType) return of(type.symbols);
  if (type instanceof types.FixedType) return Buffer.alloc(type.size, turn + 1);
  switch (type.typeName) {
    case 'null':
      return null;
    case 'boolean':
      return turn % 2 === 0;
    case 'int':
      return of(INTS);
    case 'long':
      return of(LONGS);
    case 'bytes':
      return Buffer.from([turn, 0xff]);
    case 'string':
      return of(STRINGS);
    default:
      return of(FLOATS);
  }
}
