/** Decoding by Lambda, with a schema registry: Glue's by its ARN, another one by its address. */
import { configOf, DESTINATION } from './kafka-mapping.ts';
import { type Check, type Finding, refused } from './rule.ts';
import { Reference, textOf, UNKNOWN } from './value.ts';

const GLUE = /^arn:[^:]*:glue:[^:]*:[^:]*:registry\/[a-zA-Z0-9._-]+$/;
const MOST_ACCESSES = 2;

export const registry: Check = (mapping) => {
  const at = `${configOf(mapping)}.SchemaRegistryConfig`;
  const config = mapping.at(at);
  if (config === undefined || config === UNKNOWN) return [];
  const refuse = (property: string, allowed: string): readonly Finding[] => [
    refused(property, mapping.at(property), allowed),
  ];
  const uri = mapping.at(`${at}.SchemaRegistryURI`);
  const address = textOf(uri);
  const glue =
    uri instanceof Reference ? uri.resource.type === 'AWS::Glue::Registry' : GLUE.test(address ?? '');
  const accesses = mapping.listAt(`${at}.AccessConfigs`).length;
  const known = address === undefined || glue || /^https:\/\/[^/]/.test(address);
  return [
    ...(known
      ? []
      : refuse(`${at}.SchemaRegistryURI`, "the ARN of a registry in Glue, or https://… of another's")),
    ...(accesses > (glue ? 0 : MOST_ACCESSES)
      ? refuse(
          `${at}.AccessConfigs`,
          glue ? "absent with Glue (the function's role is what counts)" : `at most ${MOST_ACCESSES}`,
        )
      : []),
    ...(mapping.at(DESTINATION) === undefined
      ? refuse(DESTINATION, 'given with a schema registry (Lambda would drop what is invalid)')
      : []),
  ];
};
