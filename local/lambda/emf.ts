/** CloudWatch's embedded metric format: a JSON log line that says which of its own members are metrics. */

export interface EmfMetric {
  readonly namespace: string;
  /** Those of all dimension sets together: one entry a directive, so that a sum counts nothing twice. */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly metrics: readonly { readonly name: string; readonly unit: string; readonly value: number }[];
}

interface Directive {
  readonly Namespace?: unknown;
  readonly Dimensions?: unknown;
  readonly Metrics?: unknown;
}

/** The metrics of a log line; none if it is no such line. Only a line that contains `"_aws"` is parsed. */
export function parseEmf(line: string): readonly EmfMetric[] {
  if (!line.includes('"_aws"')) return [];
  const root = parseObject(line);
  const directives = (root?._aws as { CloudWatchMetrics?: unknown } | undefined)?.CloudWatchMetrics;
  if (root === undefined || !Array.isArray(directives)) return [];
  return (directives as Directive[]).flatMap((directive) => {
    if (typeof directive?.Namespace !== 'string') return [];
    const dimensions = Object.fromEntries(
      list(directive.Dimensions)
        .flatMap(list)
        .filter((name) => typeof name === 'string')
        .map((name) => [name, String(root[name])]),
    );
    const metrics = list(directive.Metrics).flatMap((metric) => {
      const { Name: name, Unit: unit } = (metric ?? {}) as { Name?: unknown; Unit?: unknown };
      if (typeof name !== 'string') return [];
      // a value may be an array: what was measured several times between two flushes
      return [root[name]]
        .flat()
        .filter((value) => typeof value === 'number')
        .map((value) => ({ name, unit: typeof unit === 'string' ? unit : 'None', value }));
    });
    return [{ namespace: directive.Namespace, dimensions, metrics }];
  });
}

const list = (given: unknown): unknown[] => (Array.isArray(given) ? given : []);

function parseObject(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    // text that merely contains the word is a log line like any other
    return undefined;
  }
}
