/**
 * What becomes of a record before it can be part of a batch, by itself and in this order, as documented: what is
 * selected is decoded and validated; then the filter looks at the decoded value; what passes is for the function.
 */
import { StartError } from '../start-error.ts';
import { seenDecoded, seenRaw } from './filter/record-filter.ts';
import type { EventRecord } from './lambda-event.ts';
import type { MappingRules } from './mapping-definition.ts';
import type { SourceRecord } from './record-source.ts';
import {
  attributeDecoder,
  type DecodedAttribute,
  type DecoderPorts,
  type SchemaAttribute,
} from './schema/attribute-decoder.ts';
import { type Fault, Undecodable, undecodable } from './schema/undecodable.ts';

/** Why a record is given up without an invocation. */
export interface Unfit {
  readonly condition: Fault;
  readonly why?: string;
}

export type Verdict =
  | { readonly fit: EventRecord }
  | { readonly unfit: Unfit }
  /** Not for the function. */
  | 'filtered';

export type Judge = (record: SourceRecord) => Verdict;

/** `undefined`: every record is for the function, as it is. */
export function recordJudge(
  { schemas, filter, topic, functionName }: MappingRules,
  ports: Partial<DecoderPorts> & Pick<DecoderPorts, 'log'>,
): Judge | undefined {
  if (!schemas) return filter && ((record) => (filter(seenRaw(record.value)) ? { fit: record } : 'filtered'));
  const { schemaVersion, log } = ports;
  if (!schemaVersion) {
    throw new StartError(`mapping of '${topic}' to '${functionName}': it decodes, and no registry runs here`);
  }
  const decode = attributeDecoder(schemas, { schemaVersion, log });
  const selected = (attribute: SchemaAttribute, bytes: Buffer | null): DecodedAttribute | undefined => {
    if (bytes === null || !schemas.attributes.has(attribute)) return undefined;
    try {
      return decode(bytes);
    } catch (error) {
      throw of(attribute, error);
    }
  };

  return (record) => {
    try {
      const key = selected('KEY', record.key);
      const value = selected('VALUE', record.value);
      if (filter && !filter(value ? seenDecoded(value.json) : seenRaw(record.value))) return 'filtered';
      return {
        fit: {
          ...record,
          ...(key && { key: key.bytes, keySchema: key.schema }),
          ...(value && { value: value.bytes, valueSchema: value.schema }),
        },
      };
    } catch (error) {
      const { fault, message } = of(undefined, error);
      return { unfit: { condition: fault, why: message } };
    }
  };
}

/** What nobody foresaw about bytes of anyone's making is one record's fault too: its words may quote it. */
function of(attribute: SchemaAttribute | undefined, error: unknown): Undecodable {
  const known =
    (error as { readonly code?: unknown }).code === 'undecodable'
      ? (error as Undecodable)
      : undecodable(`it could not be read (${error instanceof Error ? error.name : 'an error'})`, error);
  return attribute ? new Undecodable(known.fault, `${attribute.toLowerCase()}: ${known.message}`) : known;
}
