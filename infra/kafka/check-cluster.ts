/** Whether MSK has a cluster of this kind at all. Each refusal names what was given and what is allowed. */
import type { Checker } from '../../shared/declare/check.ts';
import {
  BROKER_TYPES,
  type BrokerType,
  brokerType,
  isKraft,
  isT3,
  KAFKA_VERSIONS,
  LARGEST_VOLUME_GIB,
  MOST_BROKERS,
} from './msk-offer.ts';

export interface ClusterFigures {
  readonly instanceType: string;
  readonly kafkaVersion: string;
  readonly brokers: number;
  /** Of each broker; absent on Express. */
  readonly storageGib?: number | undefined;
  readonly tieredStorage?: boolean;
}

export const ZONES = 3;

export function checkCluster(check: Checker, given: ClusterFigures): void {
  const { instanceType, kafkaVersion, brokers, storageGib, tieredStorage = false } = given;
  const type = checkBrokerType(check, instanceType);
  checkVersion(check, type, kafkaVersion);
  checkBrokers(check, brokers, isKraft(kafkaVersion) ? MOST_BROKERS.kraft : MOST_BROKERS.zookeeper);
  if (type.kind === 'express') {
    if (storageGib !== undefined) {
      check.refuse('storageGib', storageGib, `absent with ${instanceType} (its storage is MSK's own)`);
    }
    if (tieredStorage) check.refuse('tieredStorage', true, `absent with ${instanceType}`);
    return;
  }
  check.integer('storageGib', storageGib ?? Number.NaN, 1, LARGEST_VOLUME_GIB);
  if (tieredStorage && isT3(instanceType)) {
    check.refuse('tieredStorage', true, `absent with ${instanceType}, which has none`);
  }
}

export function checkBrokerType(check: Checker, instanceType: string): BrokerType {
  return brokerType(instanceType) ?? check.refuse('instanceType', instanceType, `one of ${BROKER_TYPES}`);
}

export function checkBrokers(check: Checker, brokers: number, most: number): void {
  check.integer('brokers', brokers, ZONES, most);
  if (brokers % ZONES !== 0) {
    check.refuse('brokers', brokers, `a multiple of ${ZONES}, the same number in each zone`);
  }
}

function checkVersion(check: Checker, { name, kind }: BrokerType, kafkaVersion: string): void {
  const offered = KAFKA_VERSIONS[kind].filter((each) => !(isT3(name) && isKraft(each)));
  if (offered.includes(kafkaVersion)) return;
  const why = isT3(name) && isKraft(kafkaVersion) ? ' (t3 has no KRaft)' : '';
  check.refuse('kafkaVersion', kafkaVersion, `with ${name} one of ${offered.join(', ')}${why}`);
}
