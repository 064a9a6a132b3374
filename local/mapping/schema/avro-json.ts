/**
 * One Avro value as JSON text. avsc reads the schema; the bytes are walked here, so that text is all that they can
 * make: no count of theirs is believed before its items have been read, and nesting ends at a depth.
 *
 * Documented: the function gets "a standard JSON object". Assumed, since how is not said: plain JSON, no Avro JSON
 * encoding; a union is its value without the branch's name, logical types are what lies below them, a long has all its
 * digits, bytes and fixed are text with one character a byte, a float that is no number is a text.
 */
import avro from 'avsc';
import { ByteInput } from './byte-input.ts';
import { JsonText } from './json-text.ts';
import { undecodable } from './undecodable.ts';

type Walk = (input: ByteInput, text: JsonText, depth: number) => void;

const DEEPEST = 500;

/** Throws where the definition is none. */
export function avroJson(definition: string): (payload: Buffer) => Buffer {
  const walk = walkOf(avro.Type.forSchema(JSON.parse(definition)), new Map());
  return (payload) => {
    const input = new ByteInput(payload);
    const text = new JsonText();
    walk(input, text, 0);
    if (input.left > 0)
      throw undecodable(`${input.left} of ${payload.length} bytes are left after the value`);
    return text.done();
  };
}

function walkOf(type: avro.Type, made: Map<avro.Type, Walk>): Walk {
  const known = made.get(type);
  if (known) return known;
  // Types may lie within themselves: the walk is there before what it is made of.
  let inner: Walk = () => {};
  const walk: Walk = (input, text, depth) => {
    if (depth > DEEPEST) throw undecodable(`it is nested deeper than ${DEEPEST}`);
    inner(input, text, depth + 1);
  };
  made.set(type, walk);
  inner = innerOf(type, (each) => walkOf(each, made));
  return walk;
}

function innerOf(type: avro.Type, walkOfType: (type: avro.Type) => Walk): Walk {
  const primitive = PRIMITIVES[type.typeName];
  if (primitive) return (input, text) => text.add(primitive(input));
  switch (type.typeName) {
    case 'record':
    case 'error':
      return record(type as avro.types.RecordType, walkOfType);
    case 'array':
      return blocks('[', ']', walkOfType((type as avro.types.ArrayType).itemsType));
    case 'map': {
      const value = walkOfType((type as avro.types.MapType).valuesType);
      return blocks('{', '}', (input, text, depth) => {
        text.add(`${JSON.stringify(input.text())}:`);
        value(input, text, depth);
      });
    }
    case 'enum':
      return pick((type as avro.types.EnumType).symbols.map((symbol) => constant(JSON.stringify(symbol))));
    case 'union:wrapped':
    case 'union:unwrapped':
      return pick((type as avro.types.UnwrappedUnionType).types.map(walkOfType));
    case 'fixed': {
      const { size } = type as avro.types.FixedType;
      return (input, text) => text.add(bytesText(input.take(size)));
    }
    default:
      throw new Error(`type '${type.typeName}' is not known here`);
  }
}

function record({ fields }: avro.types.RecordType, walkOfType: (type: avro.Type) => Walk): Walk {
  const walks = fields.map((field, index) => ({
    name: `${index === 0 ? '{' : ','}${JSON.stringify(field.name)}:`,
    walk: walkOfType(field.type),
  }));
  if (walks.length === 0) return constant('{}');
  return (input, text, depth) => {
    for (const { name, walk } of walks) {
      text.add(name);
      walk(input, text, depth);
    }
    text.add('}');
  };
}

/** Items in blocks, the last of them empty. A block's size in bytes is for those who skip: nobody here believes it. */
const blocks =
  (open: string, close: string, item: Walk): Walk =>
  (input, text, depth) => {
    text.add(open);
    let comma = '';
    for (let count = input.size(); count !== 0; count = input.size()) {
      if (count < 0) input.size();
      for (let left = Math.abs(count); left > 0; left -= 1) {
        text.add(comma);
        item(input, text, depth);
        comma = ',';
      }
    }
    text.add(close);
  };

const pick =
  (branches: readonly Walk[]): Walk =>
  (input, text, depth) => {
    const branch = branches[input.size()];
    if (branch === undefined) throw undecodable(`an index beyond the ${branches.length} that the schema has`);
    branch(input, text, depth);
  };

const constant =
  (json: string): Walk =>
  (_input, text) =>
    text.add(json);

const PRIMITIVES: Readonly<Record<string, (input: ByteInput) => string>> = {
  null: () => 'null',
  boolean: (input) => {
    const byte = input.byte();
    if (byte > 1) throw undecodable(`a truth value is ${byte}`);
    return byte === 1 ? 'true' : 'false';
  },
  int: (input) => String(input.int()),
  long: (input) => String(input.long()),
  float: (input) => numberText(shortest(input.take(4).readFloatLE())),
  double: (input) => numberText(input.take(8).readDoubleLE()),
  bytes: (input) => bytesText(input.take(input.size())),
  string: (input) => JSON.stringify(input.text()),
};

const numberText = (value: number): string => (Number.isFinite(value) ? String(value) : `"${value}"`);
const bytesText = (bytes: Buffer): string => JSON.stringify(bytes.toString('latin1'));

/** The fewest digits that are this float and no other: 0.1, not what a double shows of it. */
function shortest(float: number): number {
  for (let digits = 6; digits < 9; digits += 1) {
    const value = Number(float.toPrecision(digits));
    if (Math.fround(value) === float) return value;
  }
  return float;
}
