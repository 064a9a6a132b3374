import { avro } from '../../../../../../shared/schema/avro/avro.ts';

export interface ParcelKey {
  readonly depot: string;
  readonly number: number;
}

export const parcelKeyContract = avro<ParcelKey>({
  topic: 'parcels.v1',
  attribute: 'key',
  compatibility: 'NONE',
  definitions: [
    JSON.stringify({
      type: 'record',
      name: 'ParcelKey',
      fields: [
        { name: 'depot', type: 'string' },
        { name: 'number', type: 'int' },
      ],
    }),
  ],
});
