import type { Declaration, TsType } from '../../schema-tool/typescript/ts-type.ts';

/** Whether a value is what the declared types say, no more and no less. */
export function fits(value: unknown, type: TsType, declarations: readonly Declaration[]): boolean {
  const each = (values: readonly unknown[], of: TsType) =>
    values.every((item) => fits(item, of, declarations));
  switch (type.is) {
    case 'word':
      return isWord(value, type.text, declarations);
    case 'array':
      return Array.isArray(value) && each(value, type.of);
    case 'map':
      return isObject(value) && each(Object.values(value), type.of);
    case 'union':
      return type.of.some((member) => fits(value, member, declarations));
    case 'wrapped':
      return isObject(value) && isOnly(value, [type.name]) && each(Object.values(value), type.of);
  }
}

function isWord(value: unknown, text: string, declarations: readonly Declaration[]): boolean {
  const { is } = declarations.find(({ name }) => name === text) ?? {};
  if (is !== undefined && 'is' in is) return fits(value, is, declarations);
  if (is !== undefined) {
    const required = is.filter(({ optional }) => optional !== true);
    return (
      isObject(value) &&
      required.every(({ name }) => Object.hasOwn(value, name)) &&
      isOnly(
        value,
        is.map(({ name }) => name),
      ) &&
      is.every(({ name, type }) => !Object.hasOwn(value, name) || fits(value[name], type, declarations))
    );
  }
  if (text === 'Buffer') return Buffer.isBuffer(value);
  if (text === 'null') return value === null;
  if (text === 'unknown') return true;
  return text.startsWith("'") ? text === `'${value}'` : text === typeof value;
}

const isOnly = (value: object, names: readonly string[]): boolean =>
  Object.keys(value).every((name) => names.includes(name));

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);
