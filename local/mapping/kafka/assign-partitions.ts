/** Kafka's own `range` and `roundrobin` assignors, so that any client may be a second member of the group. */
export interface Member {
  readonly id: string;
  readonly topics: readonly string[];
}

export const ASSIGNORS = ['range', 'roundrobin'] as const;

export function assignPartitions(
  assignor: string,
  members: readonly Member[],
  counts: ReadonlyMap<string, number>,
): Map<string, Map<string, number[]>> {
  const shares = new Map(members.map(({ id }) => [id, new Map<string, number[]>()]));
  const sorted = members.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  let turn = 0;
  for (const [topic, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const readers = sorted.filter((member) => member.topics.includes(topic));
    if (readers.length === 0) continue;
    for (let partition = 0; partition < count; partition += 1) {
      const index =
        assignor === 'range' ? rangeIndex(partition, count, readers.length) : turn++ % readers.length;
      const share = shares.get(readers[index]?.id ?? '');
      share?.set(topic, [...(share.get(topic) ?? []), partition]);
    }
  }
  return shares;
}

/** The first (count mod readers) readers have one partition more. */
function rangeIndex(partition: number, count: number, readers: number): number {
  const [size, more] = [Math.floor(count / readers), count % readers];
  const inLarger = more * (size + 1);
  return partition < inLarger
    ? Math.floor(partition / (size + 1))
    : more + Math.floor((partition - inLarger) / size);
}
