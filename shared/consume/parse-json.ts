/** From the text of a value to the value that its topic's validator answers. Nothing of the text is quoted. */
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { PlainJson } from '../declare/plain-json.ts';
import type { Topic } from '../declare/topic.ts';
import { permanent } from './verdict.ts';

/** `text` undefined: the `size` bytes are no UTF-8. */
export function parseJson<V>(topic: Topic<V>, text: string | undefined, size: number): V | Promise<V> {
  if (text === undefined) throw permanent('value-not-json', `the value (${size} bytes) is not UTF-8`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // V8's message quotes the text around the fault.
    throw permanent('value-not-json', `the value (${size} bytes) is not JSON`);
  }
  const { schema } = topic.value as PlainJson<V>;
  const result = schema['~standard'].validate(json);
  return result instanceof Promise ? result.then((each) => accepted(topic, each)) : accepted(topic, result);
}

function accepted<V>(topic: Topic<V>, result: StandardSchemaV1.Result<V>): V {
  if (result.issues === undefined) return result.value;
  const issues = result.issues.slice(0, 5).map((issue) => {
    const path = (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step));
    return `${path.join('.') || 'value'}: ${issue.message}`;
  });
  throw permanent('value-schema', `the value does not match topic '${topic.name}': ${issues.join('; ')}`);
}
