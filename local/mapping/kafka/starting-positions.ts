/**
 * Where newly assigned partitions are read from: what the group has committed. Where it has committed nothing the
 * mapping's starting position holds, but only for a group that has no offset of this topic at all: a partition that the
 * topic has gained since is read from its beginning.
 */
import type { Assigned } from '../record-source.ts';
import type { ClusterView } from './cluster-view.ts';
import type { GroupOffsets } from './group-offsets.ts';

export interface PositionPorts {
  readonly partitions: readonly number[];
  readonly view: ClusterView;
  readonly offsets: GroupOffsets;
  readonly from: 'earliest' | 'latest';
}

export async function startingPositions(ports: PositionPorts): Promise<Assigned[]> {
  const { partitions, view, offsets, from } = ports;
  const { partitions: count } = await view.get();
  const all = new Set([...Array(count).keys(), ...partitions]);
  const committed = await offsets.committed([...all]);
  const at = (partition: number): number => committed.get(partition) ?? -1;
  const isNew = [...all].every((partition) => at(partition) < 0);
  const open = partitions.filter((partition) => at(partition) < 0);
  const listed =
    open.length === 0 ? new Map<number, number>() : await offsets.list(open, isNew ? from : 'earliest');
  return partitions.map((partition) => {
    const position = at(partition) >= 0 ? at(partition) : listed.get(partition);
    if (position === undefined) throw new Error(`the brokers have no offset of partition ${partition}`);
    return { partition, position, committed: at(partition) };
  });
}
