/** One template: its resources, and what the names in it stand for. */
import type { Deployment } from './deployment.ts';
import { type Json, type JsonObject, resolve, type Scope } from './resolve.ts';
import { type RawResource, Resource } from './resource.ts';
import { textOf, UNKNOWN, type Value } from './value.ts';

export interface RawTemplate {
  readonly Resources?: Readonly<Record<string, RawResource>>;
  readonly Parameters?: Readonly<Record<string, { readonly Type?: string; readonly Default?: Json }>>;
  readonly Mappings?: JsonObject;
  readonly Outputs?: Readonly<
    Record<string, { readonly Value: Json; readonly Export?: { readonly Name: Json } }>
  >;
}

export interface TemplateProps {
  readonly path: string;
  readonly raw: RawTemplate;
  /** Where its exports and parameters of SSM are found. */
  readonly deployment: Deployment;
  /** What the parent gives to a nested stack. */
  readonly parameters?: Readonly<Record<string, Value>>;
}

export class Template implements Scope {
  readonly templatePath: string;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly #props: TemplateProps;

  constructor(props: TemplateProps) {
    this.#props = props;
    this.templatePath = props.path;
    const raw = Object.entries(props.raw.Resources ?? {});
    this.resources = new Map(raw.map(([id, each]) => [id, new Resource(id, each, this)]));
  }

  resource(logicalId: string): Resource | undefined {
    return this.resources.get(logicalId);
  }

  parameter(name: string): Value {
    const { raw, deployment, parameters = {} } = this.#props;
    const { Type = 'String', Default } = raw.Parameters?.[name] ?? {};
    const given = parameters[name] ?? Default;
    if (given === undefined) return UNKNOWN;
    if (Type.startsWith('AWS::SSM::Parameter::')) {
      const parameter = textOf(given as Value);
      return parameter === undefined ? UNKNOWN : deployment.published(parameter);
    }
    if (typeof given === 'string' && /^(CommaDelimitedList|List<)/.test(Type)) return given.split(',');
    return given as Value;
  }

  mapped(keys: readonly string[]): Json | undefined {
    let found: Json | undefined = this.#props.raw.Mappings;
    for (const key of keys) found = (found as JsonObject | undefined)?.[key];
    return found;
  }

  exported(name: string): Value {
    return this.#props.deployment.exported(name);
  }

  /** Undefined: this stack exports nothing of that name. */
  exportedHere(name: string): Value | undefined {
    const found = Object.values(this.#props.raw.Outputs ?? {}).find(
      ({ Export }) => Export !== undefined && textOf(resolve(Export.Name, this)) === name,
    );
    return found === undefined ? undefined : resolve(found.Value, this);
  }
}
