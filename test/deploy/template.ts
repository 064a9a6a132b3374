/** A synthesized template, and its resources as they are when it is deployed: every reference resolved. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Json, JsonObject } from '../../local/template/json.ts';
import { refuse } from '../../local/template/place.ts';
import { evaluate } from '../../local/template/resolve/evaluate.ts';
import { pseudoParameters } from '../../local/template/resolve/pseudo-parameters.ts';
import type { Scope } from '../../local/template/resolve/scope.ts';
import { ACCOUNT, REGION } from './account.ts';

export interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Type: string; readonly Default: string }>>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}

interface TemplateResource {
  readonly Type: string;
  readonly Properties?: JsonObject;
  readonly DeletionPolicy?: string;
}

export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  readonly properties: JsonObject;
}

export const readTemplate = (assembly: string): Template =>
  JSON.parse(readFileSync(path.join(assembly, 'functions.template.json'), 'utf8'));

export interface Deployed {
  /** By logical id. */
  readonly physicalIds: ReadonlyMap<string, string>;
  /** By the name of the parameter of SSM. */
  readonly values: ReadonlyMap<string, string>;
}

/** Those that have a physical id. */
export function resourcesOf(template: Template, { physicalIds, values }: Deployed): readonly Resource[] {
  const pseudo = pseudoParameters({ stack: 'functions', account: ACCOUNT, region: REGION });
  const scope: Scope = {
    region: REGION,
    ref(name, place) {
      const parameter = template.Parameters?.[name]?.Default;
      const value = parameter === undefined ? physicalIds.get(name) : values.get(parameter);
      return value ?? pseudo.get(name) ?? refuse(place, `'${name}' is not deployed`);
    },
    attribute(logicalId, name, place) {
      const attribute = ATTRIBUTES[`${template.Resources[logicalId]?.Type}.${name}`];
      const id = physicalIds.get(logicalId);
      if (attribute === undefined || id === undefined) {
        return refuse(place, `${logicalId}.${name} is not known here: add it to ATTRIBUTES in template.ts`);
      }
      return attribute(id);
    },
    condition: (_, place) => refuse(place, 'conditions are not read here'),
    mapping: (_, place) => refuse(place, 'mappings are not read here'),
    imported: (_, place) => refuse(place, 'imports are not read here'),
  };
  return Object.entries(template.Resources).flatMap(([logicalId, { Type, Properties = {} }]) => {
    const physicalId = physicalIds.get(logicalId);
    if (physicalId === undefined) return [];
    const properties = evaluate(Properties as Json, logicalId, scope) as JsonObject;
    return [{ logicalId, type: Type, physicalId, properties }];
  });
}

/** By what AWS documents, not by what the emulator answers. */
const ATTRIBUTES: Readonly<Record<string, (id: string) => string>> = {
  'AWS::CloudWatch::Alarm.Arn': (id) => `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:${id}`,
  'AWS::IAM::Role.Arn': (id) => `arn:aws:iam::${ACCOUNT}:role/${id}`,
  'AWS::Lambda::Function.Arn': (id) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${id}`,
  'AWS::Logs::LogGroup.Arn': (id) => `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${id}:*`,
  'AWS::SNS::Topic.TopicArn': (id) => id,
};
