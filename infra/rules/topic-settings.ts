/** The `Configs` of a topic: base64 of a flat JSON object whose values are text. */
import type { Resource } from './resource.ts';
import { textOf } from './value.ts';

export interface TopicSettings {
  /** What `Configs` should be, where it is something else. */
  readonly fault?: string;
  /** Empty where there are none, or they are not known. */
  readonly values: Readonly<Record<string, unknown>>;
}

export function topicSettings(topic: Resource): TopicSettings {
  const encoded = textOf(topic.at('Configs'));
  if (encoded === undefined) return { values: {} };
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.toString('base64') !== encoded) {
    return { fault: 'base64: Fn.base64(JSON.stringify(settings))', values: {} };
  }
  const values = parsed(bytes.toString());
  return typeof values === 'object' && values !== null && !Array.isArray(values)
    ? { values: values as Readonly<Record<string, unknown>> }
    : { fault: 'base64 of a JSON object, {"retention.ms":"604800000"}', values: {} };
}

/** Text alone; others are a fault of their own. */
export function setting(topic: Resource, key: string): string | undefined {
  const value = topicSettings(topic).values[key];
  return typeof value === 'string' ? value : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
