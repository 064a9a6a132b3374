/** What a load needs, and which limit it meets first, as text. */
import { about, whole } from './figures.ts';
import type { Limit } from './limits.ts';
import type { LoadedMapping, LoadedTopic } from './load.ts';
import type { Plan, UnderLoad } from './plan.ts';
import { table } from './table.ts';

export function renderLoad({ cluster, throughput }: Plan, under: UnderLoad): string[] {
  const { load, topics, mappings, limits } = under;
  const { brokers } = cluster;
  const [first] = limits;
  return [
    '',
    `Load: ${about(load.rate)} records/s of ${whole(load.bytes)} bytes on ${load.topics.join(', ')}; ` +
      `${load.compression === 1 ? 'not compressed' : `compressed to 1/${about(load.compression)}`}, a rule of ${about(load.ruleMs)} ms`,
    '  even keys, nothing fails, nothing else on the cluster; what rules publish is not added',
    table(
      ['topic', 'consumers', 'in MB/s', 'out MB/s', 'kept GiB a broker'],
      topics.map((each) => [
        each.name,
        String(each.consumers),
        about(each.ingress),
        about(each.egress),
        kept(each, brokers),
      ]),
      ['consumers', 'in MB/s', 'out MB/s', 'kept GiB a broker'],
    ),
    ...(throughput?.certainty === 'estimate'
      ? [
          `  a ${cluster.instanceType} is taken to carry ${about(throughput.ingress)} MB/s in and ` +
            `${about(throughput.egress)} out: an estimate, AWS gives no number`,
        ]
      : []),
    ...(cluster.profile === 'express' ? ["  storage has no limit: it is MSK's own"] : []),
    ...(cluster.profile === 'existing' ? ['  storage is not known: ask the owner of the cluster'] : []),
    '',
    ...functionsOf(mappings),
    '',
    'What gives way first',
    table(
      ['', 'limit', 'bears', 'up to records/s', 'needs', 'of', 'certainty', ''],
      limits.map((each, at) => row(each, at === 0)),
      ['bears', 'up to records/s', 'needs', 'of'],
    ),
    ...(first === undefined
      ? []
      : [
          `  ${first.factor < 1 ? 'TOO MUCH already' : 'First'}: ${named(first)}, at ${about(first.atRate)} records/s a topic. ` +
            `Turn: ${first.turn}`,
        ]),
  ];
}

function functionsOf(mappings: readonly LoadedMapping[]): string[] {
  if (mappings.length === 0) return ['  no function reads it'];
  return [
    table(
      ['function', 'pollers', 'invocations/s', 'records each', 'ms each', 'at a time'],
      mappings.map((each) => [
        each.mapping.functionName,
        each.mapping.mode === 'on-demand'
          ? "Lambda's"
          : `${each.pollersNeeded} of ${each.mapping.pollers.max}`,
        about(each.invocationsPerSecond),
        about(each.recordsPerInvocation),
        about(each.durationMs),
        about(each.inFlight),
      ]),
      ['pollers', 'invocations/s', 'records each', 'ms each', 'at a time'],
    ),
  ];
}

const GIB = 1_073_741_824;

const kept = ({ keptGb }: LoadedTopic, brokers: number): string =>
  keptGb === undefined ? 'by keys' : about((keptGb * 1e9) / GIB / brokers);

const named = ({ code, topic }: Limit): string => (topic === undefined ? code : `${code} of ${topic}`);

const row = (limit: Limit, first: boolean): string[] => [
  first ? '→' : '',
  named(limit),
  `${about(limit.factor)} ×`,
  about(limit.atRate),
  about(limit.needed),
  about(limit.allowed),
  limit.certainty,
  limit.unit,
];
