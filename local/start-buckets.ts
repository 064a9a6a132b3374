/** The object store with the buckets of the template. */
import { IDENTITY } from './local-account.ts';
import type { Ending } from './process/ending.ts';
import { type Store, type StoreOptions, startStore } from './store/store.ts';
import type { AppModel } from './template/app-model.ts';

export async function startBuckets(
  { buckets }: AppModel,
  options: Omit<StoreOptions, 'identity'>,
  ending: Ending,
): Promise<Store> {
  const store = await startStore({ ...options, identity: IDENTITY });
  ending.add('servers', () => store.stop());
  await Promise.all(buckets.map(({ name }) => store.createBucket(name)));
  options.progress(`object store: ${store.endpoint}, ${buckets.length} buckets`);
  return store;
}
