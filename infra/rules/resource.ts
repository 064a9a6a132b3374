/** A resource of a template, its properties resolved when a rule first asks for them. */
import path from 'node:path';
import { type Json, type JsonObject, resolve, type Scope } from './resolve.ts';
import { isList, isObject, UNKNOWN, type Value } from './value.ts';

export interface RawResource {
  readonly Type: string;
  readonly Properties?: JsonObject;
  readonly Condition?: string;
}

export class Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly templatePath: string;
  /** Whether it exists is known when it is deployed. */
  readonly conditional: boolean;
  readonly #raw: Json;
  readonly #scope: Scope;
  #properties: { readonly [key: string]: Value } | undefined;

  constructor(logicalId: string, raw: RawResource, scope: Scope) {
    this.logicalId = logicalId;
    this.type = raw.Type;
    this.templatePath = scope.templatePath;
    this.conditional = raw.Condition !== undefined;
    this.#raw = raw.Properties ?? {};
    this.#scope = scope;
  }

  get properties(): { readonly [key: string]: Value } {
    if (this.#properties === undefined) {
      const resolved = resolve(this.#raw, this.#scope);
      this.#properties = isObject(resolved) ? resolved : {};
    }
    return this.#properties;
  }

  /** `VpcConfig.SubnetIds`. Undefined: it is not given. */
  at(place: string): Value | undefined {
    let value: Value | undefined = this.properties;
    for (const key of place.split('.')) {
      if (value === UNKNOWN) return UNKNOWN;
      value = isList(value) ? value[Number(key)] : isObject(value) ? value[key] : undefined;
    }
    return value;
  }

  /** Its name in a message about another. */
  seenFrom({ templatePath }: Resource): string {
    return templatePath === this.templatePath
      ? this.logicalId
      : `${this.logicalId} of ${path.basename(this.templatePath)}`;
  }

  /** Empty unless it is a list. */
  listAt(place: string): readonly Value[] {
    const value = this.at(place);
    return isList(value) ? value : [];
  }
}
