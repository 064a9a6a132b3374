/** Waits for a whole cluster; when it does not come, says which broker lacks what, and what its log ends with. */
import { exitText } from '../java/jvm-process.ts';
import { StartError } from '../start-error.ts';
import type { KafkaNode } from './kafka-node.ts';
import { whole } from './wholeness.ts';

export interface AwaitedNodes {
  readonly bootstrap: string;
  readonly controller: KafkaNode;
  readonly brokers: readonly KafkaNode[];
}

export async function awaitWhole(
  { bootstrap, controller, brokers }: AwaitedNodes,
  limitMs: number,
  failed?: Promise<never>,
): Promise<void> {
  const missing = await whole({ bootstrap, limitMs, ...(failed && { failed }) });
  if (missing === undefined) return;
  const lines = [...missing].map(([index, what]) => `broker ${index + 1}: ${what}`);
  const blamed = [...brokers.filter((_, index) => missing.has(index)), controller];
  const tails = blamed.map(({ definition, tail }) => `${definition.name} says:\n${tail}`);
  throw new StartError(
    `the brokers are not ready after ${Math.round(limitMs / 1000)} s\n${[...lines, ...tails].join('\n')}`,
  );
}

/** While it starts, a node that ends has a reason that a second try would meet again. */
export function firstEnd(nodes: readonly KafkaNode[]): Promise<never> {
  const end = Promise.race(
    nodes.map(async ({ definition, exited }) => {
      const exit = await exited;
      const how = exit ? `${exitText(exit)}\n${exit.tail}` : 'not started';
      throw new StartError(`${definition.name} ended while it started: ${how}`);
    }),
  );
  // Nobody listens any more once the cluster is whole.
  end.catch(() => {});
  return end;
}
