/** What is found wrong, all of it: nobody wants to hear of one file after the other. */

export interface Problem {
  /** Within the folder of schemas, with `/`. */
  readonly file: string;
  readonly message: string;
}

/** Of what is wrong with a file, here and in `compatibility/`. */
const CODES: readonly unknown[] = ['schema-file', 'schema-definition'];

export class Problems {
  readonly #found: Problem[] = [];

  get found(): readonly Problem[] {
    return this.#found;
  }

  add(file: string, message: string): void {
    this.#found.push({ file, message });
  }

  /** Undefined: the file was refused. What is thrown for another reason is no problem of a file. */
  attempt<T>(file: string, make: () => T): T | undefined {
    try {
      return make();
    } catch (error) {
      const { code, message } = error as Error & { readonly code?: unknown };
      if (!CODES.includes(code)) throw error;
      this.add(file, message);
      return undefined;
    }
  }
}
