import { setImmediate } from 'node:timers/promises';
import type { ObjectStore } from '../../shared/object-store/object-store.ts';
import { ObjectStoreError } from '../../shared/object-store/object-store-error.ts';

/** An object store that keeps everything in memory. `next` decides what happens to the next request. */
export class MemoryObjectStore implements ObjectStore {
  readonly objects = new Map<string, Buffer>();
  /** Called before each request; what it throws (or rejects with) is the request's failure. */
  next: (request: { kind: 'create' | 'read'; key: string }) => void | Promise<void> = () => {};

  async create(
    key: string,
    body: Buffer,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<'created' | 'exists'> {
    await this.#answer('create', key, signal);
    if (this.objects.has(key)) return 'exists';
    this.objects.set(key, Buffer.from(body));
    return 'created';
  }

  async read(
    key: string,
    { maxBytes, signal }: { readonly maxBytes: number; readonly signal?: AbortSignal },
  ): Promise<Buffer | undefined> {
    await this.#answer('read', key, signal);
    const body = this.objects.get(key);
    if (body !== undefined && body.length > maxBytes) {
      throw new ObjectStoreError('object-too-large', `${body.length} bytes; allowed: ${maxBytes}`);
    }
    return body && Buffer.from(body);
  }

  async #answer(kind: 'create' | 'read', key: string, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    await this.next({ kind, key });
    await setImmediate();
    signal?.throwIfAborted();
  }
}
