/** An InitProducerId request (version 1) for an idempotent producer without transactions. */
import { brokerError } from './broker-error.ts';
import type { ProducerIdentity } from './record-batch.ts';
import type { Request } from './request.ts';

const BODY = Buffer.from([0xff, 0xff, 0, 0, 0xea, 0x60]);

class ProducerIdError extends Error {
  override readonly name = 'ProducerIdError';
  readonly code: string;
  /** False: asked again at once, the answer would be the same. */
  readonly retriable: boolean;

  constructor({ code, next }: { readonly code: string; readonly next: string }) {
    super(`no producer id: the broker answered ${code}`);
    this.code = code;
    this.retriable = next !== 'refused' && next !== 'forbidden';
  }
}

export const producerIdRequest: Request<ProducerIdentity> = {
  apiKey: 22,
  apiVersion: 1,
  apiName: 'InitProducerId',
  body: [BODY],
  decode(raw) {
    const error = raw.readInt16BE(4);
    if (error !== 0) throw new ProducerIdError(brokerError(error));
    return { id: raw.readBigInt64BE(6), epoch: raw.readInt16BE(14) };
  },
};
