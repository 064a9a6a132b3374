/**
 * The cluster of a stage: one of four profiles, each with the keys it knows and no others.
 *
 *   small     the cheapest that holds three replicas: t3.small, so ZooKeeper; no storage autoscaling
 *   standard  brokers, type and volume as given; the volume grows by itself up to a limit
 *   express   type and number as given; MSK keeps the storage and fixes replicas (3) and those in sync (2)
 *   existing  somebody else's cluster: topics are managed in it, nothing else
 */
import type { Checker } from '../../shared/declare/check.ts';
import { checkBrokers, checkBrokerType, checkCluster, ZONES } from '../kafka/check-cluster.ts';
import { LARGEST_VOLUME_GIB, MOST_BROKERS, SMALLEST_GROWTH_GIB } from '../kafka/msk-offer.ts';

interface Made {
  /** Another name is another cluster, beside the one there is. */
  readonly clusterName: string;
  /** Which three of the region's zones, as CloudFormation lists them, from 0: MSK refuses some. */
  readonly zones: readonly number[];
}

export interface StandardCluster extends Made {
  readonly profile: 'small' | 'standard';
  /** Another version renames the configuration and is a rolling upgrade of the brokers. */
  readonly kafkaVersion: string;
  readonly instanceType: string;
  readonly brokers: number;
  /** Of each broker, when the cluster is created. What autoscaling adds later the template does not know. */
  readonly storageGib: number;
  /** Up to which the volume grows by itself; undefined: it does not. */
  readonly storageLimitGib: number | undefined;
}

export interface ExpressCluster extends Made {
  readonly profile: 'express';
  readonly kafkaVersion: string;
  readonly instanceType: string;
  readonly brokers: number;
}

export interface ExistingCluster {
  readonly profile: 'existing';
  readonly clusterArn: string;
  /** Lets its members reach the brokers on 9098: the functions join it, as the pollers do. */
  readonly securityGroupId: string;
  /** Of the functions, one in each zone; they reach S3 from there. */
  readonly subnetIds: readonly string[];
  /** What the cluster consists of: the type says which settings topics may have and how many partitions. */
  readonly instanceType: string;
  readonly brokers: number;
}

export type NewCluster = StandardCluster | ExpressCluster;
export type ClusterSettings = NewCluster | ExistingCluster;

type Given = Readonly<Record<string, unknown>>;

const MADE = ['clusterName', 'zones'] as const;
const KEYS = {
  small: [...MADE, 'kafkaVersion', 'storageGib'],
  standard: [...MADE, 'kafkaVersion', 'instanceType', 'brokers', 'storageGib', 'storageLimitGib'],
  express: [...MADE, 'kafkaVersion', 'instanceType', 'brokers'],
  existing: ['clusterArn', 'securityGroupId', 'subnetIds', 'instanceType', 'brokers'],
} as const;

const PROFILES = ['small', 'standard', 'express', 'existing'] as const;

const CLUSTER_ARN = /^arn:aws[a-z-]*:kafka:[a-z0-9-]+:\d{12}:cluster\/[a-zA-Z0-9-]{1,64}\/[a-f0-9-]+$/;

export function clusterSettings(check: Checker, { profile: named, ...given }: Given): ClusterSettings {
  const profile = check.oneOf('profile', named, PROFILES);
  check.keys(given, KEYS[profile], `a cluster of profile '${profile}'`);
  return READ[profile](check, given);
}

const READ = {
  small(check, given) {
    const { text, number } = reader(check, given);
    return checked(check, {
      profile: 'small',
      ...made(check, given),
      kafkaVersion: text('kafkaVersion', '3.9.x'),
      instanceType: 'kafka.t3.small',
      brokers: ZONES,
      storageGib: number('storageGib', 20),
      storageLimitGib: undefined,
    });
  },

  standard(check, given) {
    const { text, number } = reader(check, given);
    const cluster: StandardCluster = {
      profile: 'standard',
      ...made(check, given),
      kafkaVersion: text('kafkaVersion', '4.1.x.kraft'),
      instanceType: text('instanceType', 'kafka.m7g.large'),
      brokers: number('brokers', ZONES),
      storageGib: number('storageGib', 100),
      storageLimitGib: number('storageLimitGib', 1_000),
    };
    if (!cluster.instanceType.startsWith('kafka.')) {
      check.refuse('instanceType', cluster.instanceType, 'a Standard broker, kafka.…, with profile standard');
    }
    checked(check, cluster);
    const { storageGib, storageLimitGib } = cluster;
    check.integer('storageLimitGib', storageLimitGib, storageGib + SMALLEST_GROWTH_GIB, LARGEST_VOLUME_GIB);
    return cluster;
  },

  express(check, given) {
    const { text, number } = reader(check, given);
    const instanceType = text('instanceType', 'express.m7g.large');
    if (!instanceType.startsWith('express.')) {
      check.refuse('instanceType', instanceType, 'an Express broker, express.…, with profile express');
    }
    return checked(check, {
      profile: 'express',
      ...made(check, given),
      kafkaVersion: text('kafkaVersion', '3.9.x.kraft'),
      instanceType,
      brokers: number('brokers', ZONES),
    });
  },

  existing(check, given) {
    const { text, number } = reader(check, given);
    const matching = (key: string, pattern: RegExp, allowed: string): string => {
      const value = text(key);
      return pattern.test(value) ? value : check.refuse(key, value, allowed);
    };
    const { subnetIds } = given;
    const subnets = Array.isArray(subnetIds) ? subnetIds : [];
    if (subnets.length === 0 || !subnets.every((each) => /^subnet-[0-9a-f]+$/.test(each))) {
      check.refuse('subnetIds', subnetIds, 'a list of subnets, subnet-…');
    }
    const instanceType = text('instanceType');
    checkBrokerType(check, instanceType);
    const brokers = number('brokers');
    checkBrokers(check, brokers, MOST_BROKERS.kraft);
    return {
      profile: 'existing',
      clusterArn: matching(
        'clusterArn',
        CLUSTER_ARN,
        'arn:aws:kafka:<region>:<account>:cluster/<name>/<uuid>',
      ),
      securityGroupId: matching('securityGroupId', /^sg-[0-9a-f]+$/, 'sg-…'),
      subnetIds: subnets,
      instanceType,
      brokers,
    };
  },
} satisfies { [P in keyof typeof KEYS]: (check: Checker, given: Given) => ClusterSettings };

function made(check: Checker, { clusterName = 'kafka-consumers', zones = [0, 1, 2] }: Given): Made {
  if (typeof clusterName !== 'string' || !/^[a-zA-Z0-9][a-zA-Z0-9-]{0,63}$/.test(clusterName)) {
    check.refuse('clusterName', clusterName, '1 to 64 of [a-zA-Z0-9-], starting with a letter or digit');
  }
  const indexes = Array.isArray(zones) ? zones : [];
  if (indexes.length !== ZONES || new Set(indexes).size !== ZONES) {
    check.refuse('zones', zones, 'three different numbers, such as [0, 1, 3]');
  }
  return { clusterName, zones: indexes.map((each) => check.integer('zones', each, 0, 9)) };
}

function checked<C extends NewCluster>(check: Checker, cluster: C): C {
  checkCluster(check, cluster);
  return cluster;
}

/** Undefined without `otherwise` is refused as it is given. */
function reader(check: Checker, given: Given) {
  return {
    text(key: string, otherwise?: string): string {
      const value = given[key] ?? otherwise;
      return typeof value === 'string' ? value : check.refuse(key, value, 'text');
    },
    number(key: string, otherwise?: number): number {
      const value = given[key] ?? otherwise;
      return typeof value === 'number' ? value : check.refuse(key, value, 'a whole number');
    },
  };
}
