import { protobuf } from '../../../../../../shared/schema/protobuf/protobuf.ts';

export interface Shipment {
  readonly id: string;
  readonly parcels: readonly string[];
  readonly fail: boolean;
}

const field = (id: number, type: string, more: object = {}) => ({ id, type, ...more });

/** The root is not the first message by name: the index in the frame is not 0. */
export const shipmentContract = protobuf<Shipment>({
  topic: 'shipments.v1',
  attribute: 'value',
  compatibility: 'BACKWARD',
  definitions: [
    'syntax = "proto3"; message Shipment { string id = 1; repeated string parcels = 2; bool fail = 3; } message Another { string a = 1; }',
  ],
  message: 'Shipment',
  descriptors: [
    {
      nested: {
        Shipment: {
          fields: {
            id: field(1, 'string'),
            parcels: field(2, 'string', { rule: 'repeated' }),
            fail: field(3, 'bool'),
          },
        },
        Another: { fields: { a: field(1, 'string') } },
      },
    },
  ],
});
