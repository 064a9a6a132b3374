import type { DataFormat } from '../compatibility/check-next.ts';
import { avroFormat } from './avro/avro-format.ts';
import type { Format } from './format.ts';
import { jsonSchemaFormat } from './json-schema/json-schema-format.ts';
import { protobufFormat } from './protobuf/protobuf-format.ts';

export const FORMATS: Readonly<Record<DataFormat, Format>> = {
  AVRO: avroFormat,
  PROTOBUF: protobufFormat,
  JSON: jsonSchemaFormat,
};
