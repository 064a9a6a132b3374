/** The text of a Java properties file. */
export const propertiesText = (properties: Readonly<Record<string, string>>): string =>
  Object.entries(properties)
    .map(([key, value]) => `${key}=${escaped(value)}\n`)
    .join('');

/** Java takes a backslash for an escape, drops leading blanks, and reads other bytes as Latin-1. */
function escaped(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replace(/^[ \t]/, '\\$&')
    .replaceAll(/[^\x20-\x7e\t]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
