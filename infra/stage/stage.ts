/**
 * What differs from stage to stage: one value of `stages` in cdk.json each, chosen by `-c stage=prod`. A key that no
 * one reads is refused, since a mistyped one would deploy the default in silence. A stage is an account and a region:
 * names in it are the same in every stage.
 */
import { type Checker, checker } from '../../shared/declare/check.ts';
import { type ClusterSettings, clusterSettings } from './cluster-settings.ts';

export interface Stage {
  readonly name: string;
  readonly cluster: ClusterSettings;
  /** Cluster, topics, schemas, keys and buckets stay in the account when the stacks go. Default true. */
  readonly keepData: boolean;
  /** Neither stack can be deleted before this is taken back. Default as `keepData`. */
  readonly terminationProtection: boolean;
  /** Gets every alarm by e-mail; undefined: who wants them subscribes to the SNS topic. */
  readonly alarmEmail: string | undefined;
  /** Another name is another registry: every version gets a new id there. */
  readonly schemaRegistry: string;
}

/** Of the app, not of a construct's `node.tryGetContext`. */
export type Context = Readonly<Record<string, unknown>>;

const KEYS = ['cluster', 'keepData', 'terminationProtection', 'alarmEmail', 'schemaRegistry'];
const OWN_KEYS = ['stage', 'stages'];
const CDK_KEYS = /^(@aws-cdk[-/]|aws:cdk:|cdk-|availability-zones:|cli(-telemetry)?$)/;

export function stageOf(context: Context): Stage {
  const check: Checker = checker('context');
  const own = Object.keys(context).filter((key) => !CDK_KEYS.test(key));
  check.keys(Object.fromEntries(own.map((key) => [key, context[key]])), OWN_KEYS, 'the context');
  const { stages } = context;
  if (!isObject(stages)) check.refuse('stages', stages, 'an object with a value for each stage, in cdk.json');
  const name = check.oneOf('stage', context.stage, Object.keys(stages));
  return readStage(name, stages[name]);
}

function readStage(name: string, given: unknown): Stage {
  const check: Checker = checker(`stage '${name}'`);
  if (!isObject(given)) check.refuse('its value', given, `an object with ${KEYS.join(', ')}`);
  check.keys(given, KEYS, 'its value');
  if (!isObject(given.cluster)) check.refuse('cluster', given.cluster, 'an object with a profile');
  const cluster = clusterSettings(check, given.cluster);
  const {
    keepData = true,
    terminationProtection = keepData,
    alarmEmail,
    schemaRegistry = 'kafka-consumers',
  } = given;
  if (typeof keepData !== 'boolean') check.refuse('keepData', keepData, 'true or false');
  if (typeof terminationProtection !== 'boolean') {
    check.refuse('terminationProtection', terminationProtection, 'true or false');
  }
  if (alarmEmail !== undefined && !(typeof alarmEmail === 'string' && /^[^\s@]+@[^\s@]+$/.test(alarmEmail))) {
    check.refuse('alarmEmail', alarmEmail, 'an address such as on-call@example.com');
  }
  // Glue's registry may have $ and # too, a mapping's address of it may not.
  if (!(typeof schemaRegistry === 'string' && /^[a-zA-Z0-9._-]{1,255}$/.test(schemaRegistry))) {
    check.refuse('schemaRegistry', schemaRegistry, '1 to 255 of [a-zA-Z0-9._-]');
  }
  return { name, cluster, keepData, terminationProtection, alarmEmail, schemaRegistry };
}

const isObject = (given: unknown): given is Readonly<Record<string, unknown>> =>
  typeof given === 'object' && given !== null && !Array.isArray(given);
