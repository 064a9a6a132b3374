/**
 * What may differ from deployment to deployment: context keys, `cdk deploy -c kafka:storage-gib=500`. A key that is
 * neither one of these nor CDK's own is refused, since a mistyped key would deploy the default in silence.
 */
import { checker } from '../shared/declare/check.ts';

export interface Settings {
  /** KRaft only. Another version renames the configuration and is a rolling upgrade of the brokers. */
  readonly kafkaVersion: string;
  readonly instanceType: string;
  /** Of each broker. Storage grows only, and not within 6 hours of the last time. */
  readonly storageGib: number;
  /** Another name is another registry: every version gets a new id there. */
  readonly schemaRegistry: string;
}

const VERSION = 'kafka:version';
const INSTANCE_TYPE = 'kafka:instance-type';
const STORAGE_GIB = 'kafka:storage-gib';
const SCHEMA_REGISTRY = 'kafka:schema-registry';
const OWN_KEYS = [VERSION, INSTANCE_TYPE, STORAGE_GIB, SCHEMA_REGISTRY];
const CDK_KEYS = /^(@aws-cdk[-/]|aws:cdk:|cdk-|availability-zones:|cli(-telemetry)?$)/;

export function settingsOf(given: Readonly<Record<string, unknown>>): Settings {
  const check = checker('context');
  const own = Object.keys(given).filter((key) => !CDK_KEYS.test(key));
  check.keys(Object.fromEntries(own.map((key) => [key, given[key]])), OWN_KEYS, 'the context');
  const matching = (key: string, otherwise: string, pattern: RegExp, allowed: string): string => {
    const value = given[key] ?? otherwise;
    return typeof value === 'string' && pattern.test(value) ? value : check.refuse(key, value, allowed);
  };
  return {
    kafkaVersion: matching(
      VERSION,
      '4.1.x.kraft',
      /^\d+\.\d+\.x\.kraft$/,
      'a KRaft version such as 4.1.x.kraft',
    ),
    instanceType: matching(
      INSTANCE_TYPE,
      'kafka.m7g.large',
      /^kafka\.((m5|m7g)\.(x?large|(2|4|8|12|16)xlarge)|m5\.24xlarge)$/,
      'a Standard broker such as kafka.m7g.large',
    ),
    // The command line knows text alone.
    storageGib: check.integer(STORAGE_GIB, Number(given[STORAGE_GIB] ?? 100), 1, 16_384),
    // Glue's registry may have $ and # too, a mapping's address of it may not.
    schemaRegistry: matching(
      SCHEMA_REGISTRY,
      'kafka-consumers',
      /^[a-zA-Z0-9._-]{1,255}$/,
      '1 to 255 of [a-zA-Z0-9._-]',
    ),
  };
}
