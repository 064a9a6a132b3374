/**
 * avsc's arrays, maps and strings, made fit for bytes from anyone. Reading always goes through a resolver, also for bytes
 * of the reader's own version, so `_update` is where reading is decided.
 *   arrays and maps   a count is believed as far as the bytes that are left can hold it: avsc allocates for it first,
 *                     reads on past the end, and follows block sizes backwards
 *   map keys          `__proto__` is a key like any other
 *   strings           are UTF-8 on both sides: avsc reads what is not as U+FFFD, and writes half surrogates
 */
import types, {
  type ArrayType,
  type MapType,
  type Resolver,
  type ResolverOptions,
  type Type,
} from 'avsc/lib/types.js';
import type { Tap } from 'avsc/lib/utils.js';
import { utf8Text } from '../../utf8-text.ts';
import { SchemaError } from '../schema-error.ts';
import { leastBytes } from './least-bytes.ts';

const { builtins } = types;

/** Of items that take no bytes, in one block or all together. */
const MOST_EMPTY_ITEMS = 65_536;

export class BoundedArray extends builtins.ArrayType {
  override _update(resolver: Resolver, writer: Type, options?: ResolverOptions): void {
    if (writer.typeName !== 'array') return;
    const { itemsType } = writer as ArrayType;
    const item = this.itemsType.createResolver(itemsType, options);
    const least = leastBytes(itemsType);
    resolver._read = (tap) => {
      const items: unknown[] = [];
      eachItem(tap, least, () => items.push(item._read(tap)));
      return items;
    };
  }

  override _skip(tap: Tap): void {
    eachItem(tap, leastBytes(this.itemsType), () => this.itemsType._skip(tap));
  }
}

export class BoundedMap extends builtins.MapType {
  override _update(resolver: Resolver, writer: Type, options?: ResolverOptions): void {
    if (writer.typeName !== 'map') return;
    const value = this.valuesType.createResolver((writer as MapType).valuesType, options);
    resolver._read = (tap) => {
      const entries: Record<string, unknown> = {};
      eachItem(tap, 1, () => {
        const key = readText(tap);
        if (key === '__proto__') own(entries, key, value._read(tap));
        else entries[key] = value._read(tap);
      });
      return entries;
    };
  }

  override _skip(tap: Tap): void {
    eachItem(tap, 1, () => {
      tap.skipString();
      this.valuesType._skip(tap);
    });
  }
}

export class StrictString extends builtins.StringType {
  override _read(tap: Tap): string {
    return readText(tap);
  }

  override _write(tap: Tap, value: unknown): void {
    if (typeof value === 'string' && !value.isWellFormed()) {
      throw new SchemaError('value-schema', 'a string has half a surrogate pair, which is no UTF-8');
    }
    super._write(tap, value);
  }
}

function eachItem(tap: Tap, least: number, each: () => void): void {
  let empty = 0;
  for (let count = blockCount(tap, least); count > 0; count = blockCount(tap, least)) {
    if (least === 0) empty += count;
    if (empty > MOST_EMPTY_ITEMS) throw tooMany();
    for (let left = count; left > 0; left -= 1) each();
    // What was read past the end is not there.
    if (tap.pos > tap.buf.length) throw tooMany();
  }
}

/** Items of the next block, 0 at the end. */
function blockCount(tap: Tap, least: number): number {
  let count = tap.readLong();
  if (count < 0) {
    count = -count;
    // Its size in bytes, for those who skip. Nobody here believes it.
    tap.skipLong();
  }
  const most = least === 0 ? MOST_EMPTY_ITEMS : (tap.buf.length - tap.pos) / least;
  if (!(count <= most)) throw tooMany();
  return count;
}

const tooMany = (): SchemaError =>
  new SchemaError('value-truncated', 'an array or map says that it has more items than there are bytes for');

function readText(tap: Tap): string {
  const size = tap.readLong();
  const from = tap.pos;
  const to = from + size;
  // Also what is no number: a size of hundreds of bytes.
  if (!(size >= 0 && to <= tap.buf.length)) {
    throw new SchemaError('value-truncated', 'a string is longer than the bytes that are left');
  }
  tap.pos = to;
  const text = utf8Text(tap.buf, from, to);
  if (text === undefined) throw new SchemaError('value-schema', 'a string is not UTF-8');
  return text;
}

function own(entries: object, key: string, value: unknown): void {
  Object.defineProperty(entries, key, { value, writable: true, enumerable: true, configurable: true });
}
