/** Names of a file's types: none twice, and none that TypeScript or the file itself has for something else. */
import { Refused } from '../refused.ts';

const RESERVED = new Set(
  [
    // The language's.
    'any as asserts async await bigint boolean break case catch class const continue debugger declare default delete do',
    'else enum export extends false finally for function if implements import in infer instanceof interface is keyof let',
    'module namespace never new null number object of package private protected public readonly require return static',
    'string super switch symbol this throw true try type typeof undefined unique unknown var void while with yield',
    // What generated code uses.
    'Buffer JSON Readonly Record avro jsonSchema protobuf',
  ].flatMap((line) => line.split(' ')),
);

export class TypeNames {
  readonly #takenBy = new Map<string, string>();

  /** `of`: what the schema calls it. Answers `name`. */
  take(name: string, of: string): string {
    if (!/^[A-Za-z_$][\w$]*$/.test(name)) {
      throw new Refused(`'${of}' gives no name for a TypeScript type; allowed: letters, digits and _`);
    }
    if (RESERVED.has(name)) {
      throw new Refused(`'${of}' would be the TypeScript type '${name}', a name that is taken; rename it`);
    }
    const other = this.#takenBy.get(name);
    if (other !== undefined) {
      throw new Refused(`'${other}' and '${of}' would both be the TypeScript type '${name}'; rename one`);
    }
    this.#takenBy.set(name, of);
    return name;
  }
}
