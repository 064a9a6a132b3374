/**
 * What the pollers of a mapping can carry. By Lambda's guide (Kafka scaling modes, low latency):
 *
 *   a poller        at most 5 MB/s, at most 5 invocations at a time
 *   pollers         never more than the topic has partitions
 *   a poller group  at most 100 mappings and 2,000 pollers at their most
 *
 * A partition has one batch with the function at a time: the guide says "sequentially", and we take it so. Then not more
 * invocations run than there are partitions, whatever the pollers could start.
 */
export const POLLER = { mbPerSecond: 5, invocations: 5 } as const;
export const POLLER_GROUP = { mappings: 100, pollers: 2_000 } as const;

export interface Pollers {
  readonly min: number;
  readonly max: number;
}

export interface Ceiling {
  readonly mbPerSecond: number;
  /** By the pollers. */
  readonly invocations: number;
  /** By the partitions too: what is to be expected. */
  readonly batches: number;
}

export function effective({ min, max }: Pollers, partitions: number): Pollers {
  const most = Math.min(max, partitions);
  return { min: Math.min(min, most), max: most };
}

export function ceiling(pollers: number, partitions: number): Ceiling {
  const invocations = pollers * POLLER.invocations;
  return {
    mbPerSecond: pollers * POLLER.mbPerSecond,
    invocations,
    batches: Math.min(invocations, partitions),
  };
}

export const LOST_ON_DEMAND = [
  'no partial answers: a batch in which one record could not be settled comes back whole',
  "no attempts and no halving: a record that kills its function takes its batch with it after Lambda's 10 attempts",
  'no decoding, no filters of decoded values, no metrics of the mapping',
  "pollers are Lambda's own: it looks at the lag once a minute and acts within three",
  'interface endpoints for Lambda and STS in every zone',
] as const;
