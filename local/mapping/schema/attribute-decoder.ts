/**
 * A key or a value as a mapping with a schema registry hands it on. The version that the record names must be one of
 * the mapping's registry and available; what it was written with decodes and validates it.
 *
 * JSON: the decoded value as JSON text. SOURCE: what follows the frame, unpacked; of Protobuf the message's index
 * stays, which Powertools takes off. Both: which schema it was.
 */
import type { RegisteredVersion } from '../../registry/registry.ts';
import type { SchemaMetadata } from '../lambda-event.ts';
import { avroJson } from './avro-json.ts';
import { glueFrame } from './glue-frame.ts';
import { jsonSchemaJson } from './json-schema-json.ts';
import { protobufJson } from './protobuf-json.ts';
import { Undecodable, undecodable } from './undecodable.ts';

export interface SchemaRules {
  readonly registryArn: string;
  readonly registryName: string;
  readonly format: 'JSON' | 'SOURCE';
  readonly attributes: ReadonlySet<SchemaAttribute>;
}

export type SchemaAttribute = 'KEY' | 'VALUE';

export interface DecodedAttribute {
  /** What the function gets. */
  readonly bytes: Buffer;
  /** What a filter sees. */
  readonly json: Buffer;
  readonly schema: SchemaMetadata;
}

export interface DecoderPorts {
  schemaVersion(id: string): RegisteredVersion | undefined;
  log(line: string): void;
}

type Decode = (payload: Buffer) => Buffer;

const DECODERS: Readonly<Record<RegisteredVersion['dataFormat'], (definition: string) => Decode>> = {
  AVRO: avroJson,
  PROTOBUF: protobufJson,
  JSON: jsonSchemaJson,
};

export function attributeDecoder(
  { registryName, format }: SchemaRules,
  { schemaVersion, log }: DecoderPorts,
): (bytes: Buffer) => DecodedAttribute {
  /** By version: what is registered under an id stays. Null: its definition is of no use here. */
  const made = new Map<string, Decode | null>();

  const decodeOf = (id: string, { definition, dataFormat, schemaName }: RegisteredVersion): Decode | null => {
    const known = made.get(id);
    if (known !== undefined) return known;
    let decode: Decode | null = null;
    try {
      decode = DECODERS[dataFormat](definition);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log(`version ${id} of schema '${schemaName}' decodes nothing here: ${reason}`);
    }
    made.set(id, decode);
    return decode;
  };

  return (bytes) => {
    const { versionId, payload } = glueFrame(bytes);
    const version = schemaVersion(versionId);
    if (version === undefined || version.registryName !== registryName) {
      throw notFound(`registry '${registryName}' has no schema version ${versionId}`);
    }
    if (version.status !== 'AVAILABLE') throw notFound(`schema version ${versionId} is ${version.status}`);
    const decode = decodeOf(versionId, version);
    if (decode === null) throw undecodable(`schema version ${versionId} decodes nothing here`);
    const json = decode(payload);
    const schema = { dataFormat: version.dataFormat, schemaId: versionId };
    return { bytes: format === 'JSON' ? json : payload, json, schema };
  };
}

const notFound = (why: string): Undecodable => new Undecodable('SCHEMA_NOT_FOUND', why);
