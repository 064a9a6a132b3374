/** What a mapping does with each record before the function gets it: its schema registry and its filters. */
import type { MappingDefinition } from '../../mapping/mapping-definition.ts';
import { asText, get } from '../json.ts';
import type { Properties } from './properties.ts';

const REGISTRY = 'AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig';
const FORMATS = ['JSON', 'SOURCE'] as const;
const ATTRIBUTES = ['KEY', 'VALUE'] as const;

export function schemaRegistryOf(
  given: Properties,
  registries: readonly { readonly arn: string }[],
): MappingDefinition['schemaRegistry'] {
  if (given.object(REGISTRY) === undefined) return undefined;
  const path = (key: string): string => `${REGISTRY}.${key}`;
  const uri = given.text(path('SchemaRegistryURI')) ?? given.missing(path('SchemaRegistryURI'));
  const format = given.oneOf(path('EventRecordFormat'), FORMATS) ?? given.missing(path('EventRecordFormat'));
  const selected = path('SchemaValidationConfigs');
  const attributes = (given.list(selected) ?? given.missing(selected)).map(
    (each) =>
      ATTRIBUTES.find((known) => known === get(each, 'Attribute')) ??
      given.refuse(selected, 'an Attribute is one of KEY, VALUE'),
  );
  if ((given.list(path('AccessConfigs')) ?? []).length > 0) {
    given.refuse(path('AccessConfigs'), "a Glue registry has none: the function's role is asked");
  }
  if (uri.startsWith('arn:') && !registries.some(({ arn }) => arn === uri)) {
    const known = registries.map(({ arn }) => arn).join(', ') || 'none';
    given.refuse(path('SchemaRegistryURI'), `the app has no AWS::Glue::Registry '${uri}'; known: ${known}`);
  }
  return { uri, format, attributes };
}

export function filtersOf(given: Properties): readonly string[] | undefined {
  if (given.object('FilterCriteria') === undefined) return undefined;
  const path = 'FilterCriteria.Filters';
  return (given.list(path) ?? []).map(
    (each) => asText(get(each, 'Pattern')) ?? given.refuse(path, 'a Pattern, as text, is due'),
  );
}
