import type { InvoicePorts } from '../../../functions/invoice-orders/invoice.ts';

/** Objects created once. `next` is called before each request; what it throws is the request's failure. */
export class MemoryStore implements Pick<InvoicePorts, 'create' | 'read'> {
  readonly objects = new Map<string, Buffer>();
  next: (request: 'create' | 'read') => void = () => {};

  create = async (key: string, body: Buffer): Promise<'created' | 'exists'> => {
    this.next('create');
    if (this.objects.has(key)) return 'exists';
    this.objects.set(key, body);
    return 'created';
  };

  read = async (key: string): Promise<Buffer | undefined> => {
    this.next('read');
    return this.objects.get(key);
  };

  json(key: string): unknown {
    return JSON.parse(String(this.objects.get(key)));
  }
}
