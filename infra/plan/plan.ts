/** What a stage consists of, what it costs and, for a load, what gives way first. From the declarations alone. */
import type { Declared } from '../declared.ts';
import type { ClusterSettings } from '../stage/cluster-settings.ts';
import type { Stage } from '../stage/stage.ts';
import type { CountAlarms } from './alarms.ts';
import { type BrokerThroughput, brokerThroughput } from './broker-throughput.ts';
import { type Concurrency, concurrency } from './concurrency.ts';
import { type Connections, connections } from './connections.ts';
import { type Cost, cost, type Loaded } from './cost.ts';
import { type Inventory, inventory } from './inventory.ts';
import { type Limit, limits } from './limits.ts';
import { type Load, loadedMappings, loadedTopics } from './load.ts';
import { type PlannedMapping, plannedMappings } from './mappings.ts';
import { type PartitionShare, partitionShare } from './partitions.ts';
import { PRICE_LIST } from './prices.ts';
import { type PlannedTopic, plannedTopics } from './topics.ts';

export interface Plan {
  readonly stage: string;
  readonly cluster: ClusterSettings;
  readonly throughput: BrokerThroughput | undefined;
  readonly topics: readonly PlannedTopic[];
  readonly partitions: PartitionShare;
  readonly mappings: readonly PlannedMapping[];
  readonly concurrency: Concurrency;
  readonly connections: Connections;
  readonly pieces: Inventory;
  readonly cost: Cost;
  readonly prices: typeof PRICE_LIST;
  readonly underLoad: UnderLoad | undefined;
}

export interface UnderLoad extends Loaded {
  readonly limits: readonly Limit[];
  readonly cost: Cost;
}

export interface PlanProps {
  readonly declared: Declared;
  readonly stage: Stage;
  readonly load?: Load | undefined;
  readonly countAlarms: CountAlarms;
}

export function plan({ declared, stage, load, countAlarms }: PlanProps): Plan {
  const { cluster } = stage;
  const topics = plannedTopics(declared);
  const mappings = plannedMappings(declared);
  const running = concurrency(mappings, declared);
  const pieces = inventory({
    declared,
    cluster,
    mappings,
    alarms: countAlarms({ declared, cluster, mappings }),
  });
  const bill = { declared, cluster, mappings, concurrency: running, pieces };
  return {
    stage: stage.name,
    cluster,
    throughput: brokerThroughput(cluster.instanceType),
    topics,
    partitions: partitionShare(declared, cluster),
    mappings,
    concurrency: running,
    connections: connections(mappings, running, cluster.instanceType),
    pieces,
    cost: cost(bill),
    prices: PRICE_LIST,
    underLoad: load && underLoad(load),
  };

  function underLoad(given: Load): UnderLoad {
    const loaded: Loaded = {
      load: given,
      topics: loadedTopics(topics, declared, { load: given, cluster }),
      mappings: loadedMappings(mappings, given),
    };
    return {
      ...loaded,
      limits: limits({ cluster, ...loaded, rate: given.rate }),
      cost: cost({ ...bill, loaded }),
    };
  }
}
