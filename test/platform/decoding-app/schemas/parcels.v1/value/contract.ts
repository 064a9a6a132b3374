import { avro } from '../../../../../../shared/schema/avro/avro.ts';

export interface Parcel {
  readonly id: string;
  readonly grams: number;
  readonly label: Buffer;
  readonly note: string | null;
  readonly fail: boolean;
}

const fields = [
  { name: 'id', type: 'string' },
  { name: 'grams', type: 'long' },
  { name: 'label', type: 'bytes' },
];

export const parcelContract = avro<Parcel>({
  topic: 'parcels.v1',
  attribute: 'value',
  compatibility: 'FULL',
  definitions: [
    { type: 'record', name: 'Parcel', fields },
    {
      type: 'record',
      name: 'Parcel',
      fields: [
        ...fields,
        { name: 'note', type: ['null', 'string'], default: null },
        { name: 'fail', type: 'boolean', default: false },
      ],
    },
  ].map((definition) => JSON.stringify(definition)),
});
