/** A mapping at work: what the log brings is laid into lanes, delivered, committed. */
import type { InvokeResult } from '../lambda/invoke-result.ts';
import type { RegisteredVersion } from '../registry/registry.ts';
import { atMost, type Clock } from './clock.ts';
import { CommitLoop } from './commit-loop.ts';
import { Delivery } from './delivery.ts';
import { Intake } from './intake.ts';
import { recordJudge } from './judge-record.ts';
import type { EventSource } from './lambda-event.ts';
import { Lane } from './lane.ts';
import type { MappingRules } from './mapping-definition.ts';
import { type MappingStats, newStats } from './mapping-stats.ts';
import { Pollers } from './pollers.ts';
import type { Assigned, RecordSource, SourceEvents, SourceRecord } from './record-source.ts';

export interface MappingPorts {
  /** `bootstrapServers` of the event. */
  readonly bootstrapServers: string;
  readonly clock: Clock;
  /** Concurrent invocations of one poller: 5 in AWS. */
  readonly maxConcurrency: number;
  invoke(functionName: string, payload: Buffer): Promise<InvokeResult>;
  putObject(bucket: string, key: string, body: Buffer): Promise<void>;
  /** Of the registry of this machine; without it no mapping decodes. */
  schemaVersion?(id: string): RegisteredVersion | undefined;
  log(line: string): void;
}

export interface Mapping {
  readonly uuid: string;
  readonly stats: Readonly<MappingStats>;
  /** Records of the topic that the group has not committed, asked of the brokers. */
  lag(): Promise<number>;
  /** Waits up to a second for what is with the function, commits what is done and leaves the group. */
  stop(): Promise<void>;
}

/** JSON bytes read ahead by one mapping, over all its partitions, and by one of them; a fetch may go beyond it once. */
const READ_AHEAD = 32 * 1024 * 1024;
const LANE_AHEAD = 8 * 1024 * 1024;
const STOP_MS = 1000;

export async function runMapping(
  rules: MappingRules,
  log: RecordSource,
  ports: MappingPorts,
): Promise<Mapping> {
  const lanes = new Map<number, Lane>();
  const stats = newStats();
  const source: EventSource = {
    eventSourceArn: rules.eventSourceArn,
    bootstrapServers: ports.bootstrapServers,
    topic: rules.topic,
  };
  const commits = new CommitLoop({
    clock: ports.clock,
    lanes: () => lanes.values(),
    commit: (offsets) => log.commit(offsets),
    committed: (records) => {
      stats.committed += records;
    },
    log: ports.log,
  });
  const delivery = new Delivery({
    rules,
    source,
    stats,
    clock: ports.clock,
    destination: { ...ports, uuid: rules.uuid, bucket: rules.bucket, source },
    invoke: ports.invoke,
    moved(moved) {
      for (const lane of moved) {
        intake?.goOn(lane);
        throttle(lane);
      }
      commits.poke();
    },
    poke: () => pollers.poke(),
    stopped: () => pollers.stopped,
    log: ports.log,
  });
  const pollers = new Pollers({
    rules,
    source,
    lanes,
    clock: ports.clock,
    maxConcurrency: ports.maxConcurrency,
    deliver: (batch, fresh, free) => delivery.deliver(batch, fresh, free),
  });
  const throttle = (lane: Lane): void => {
    if (lane.revoked) return;
    const limit = laneLimit(lanes);
    const behind = intake?.isBehind(lane) ?? false;
    if (!lane.paused && (behind || lane.bytes >= limit)) {
      lane.paused = true;
      log.pause(lane.partition);
    } else if (lane.paused && !behind && lane.bytes < limit / 2) {
      lane.paused = false;
      log.resume(lane.partition);
    }
  };
  const took = (lane: Lane): void => {
    throttle(lane);
    pollers.poke();
    if (lane.done !== lane.committed) commits.poke();
  };
  const takeAsTheyAre = (lane: Lane, records: readonly SourceRecord[], next: number): void => {
    const now = ports.clock.now();
    for (const record of records) lane.add(record, now);
    lane.reach(next);
    took(lane);
  };
  const judge = recordJudge(rules, ports);
  const intake =
    judge &&
    new Intake({
      clock: ports.clock,
      stats,
      judge,
      hasRoom: (lane) => lane.bytes < laneLimit(lanes),
      took,
    });

  const events: SourceEvents = {
    assigned(partitions: readonly Assigned[]) {
      for (const { partition, position, committed } of partitions) {
        lanes.set(partition, new Lane(rules.topic, partition, position, committed));
      }
      commits.poke();
    },
    revoked(partitions) {
      for (const partition of partitions) {
        const lane = lanes.get(partition);
        if (lane) {
          lane.revoked = true;
          intake?.drop(lane);
        }
        lanes.delete(partition);
      }
      pollers.poke();
    },
    records(partition: number, records: readonly SourceRecord[], next: number) {
      const lane = lanes.get(partition);
      if (lane === undefined) return;
      stats.polled += records.length;
      if (intake) intake.add(lane, records, next);
      else takeAsTheyAre(lane, records, next);
    },
    rebalancing: () => atMost(ports.clock, STOP_MS, commits.flush()),
  };
  if (rules.enabled) await log.start(events);

  return {
    uuid: rules.uuid,
    stats,
    lag: () => log.lag(),
    async stop() {
      intake?.stop();
      await atMost(ports.clock, STOP_MS, pollers.stop());
      commits.stop();
      await atMost(ports.clock, STOP_MS, commits.flush());
      await log.stop();
    },
  };
}

/** A partition alone may hold more than one batch can; when there are too many such, each has its share. */
function laneLimit(lanes: ReadonlyMap<number, Lane>): number {
  let bytes = 0;
  for (const lane of lanes.values()) bytes += lane.bytes;
  return bytes < READ_AHEAD ? LANE_AHEAD : Math.max(512 * 1024, READ_AHEAD / lanes.size);
}
