/**
 * Where the invoice of an order lies. Order ids come from anyone, so an id that could be more than a name (a slash, two
 * dots, upper case on a store that ignores case, more bytes than a file's name may have) is replaced by its hash. The
 * dot keeps hashes and ids apart; every key is one segment below `invoices/`, so none is a folder of another.
 */
import { createHash } from 'node:crypto';

const PLAIN = /^[a-z0-9_-]{1,64}$/;

export function invoiceKey(orderId: string): string {
  return `invoices/${PLAIN.test(orderId) ? orderId : hashed(orderId)}.json`;
}

/** UTF-16, not UTF-8: that would make all unpaired surrogates one. */
const hashed = (orderId: string): string =>
  `sha256.${createHash('sha256').update(Buffer.from(orderId, 'utf16le')).digest('hex')}`;
