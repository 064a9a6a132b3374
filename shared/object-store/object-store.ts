/** The little of an object store that functions need. Objects are written once and never changed. */
export interface ObjectStore {
  /**
   * Atomic: of any number of writers of one key exactly one gets `created`. `exists` may also be the caller's own
   * object, when the answer to its first attempt got lost.
   */
  create(
    key: string,
    body: Buffer,
    options?: { readonly signal?: AbortSignal; readonly contentType?: string },
  ): Promise<'created' | 'exists'>;
  /** Undefined: no such object. Rejects (`object-too-large`) before keeping more than `maxBytes`. */
  read(
    key: string,
    options: { readonly maxBytes: number; readonly signal?: AbortSignal },
  ): Promise<Buffer | undefined>;
}
