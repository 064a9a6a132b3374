/** The lines of a properties file. Undefined value: the line is no `key=value`. */
export interface PropertyLine {
  readonly key: string;
  readonly value: string | undefined;
}

export const propertyLines = (text: string): readonly PropertyLine[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^[#!]/.test(line))
    .map((line) => {
      const [, key = line, value] = /^([^=:\s]+)\s*[=:]\s*(.*)$/.exec(line) ?? [];
      return { key, value };
    });
