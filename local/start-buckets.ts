/** The object store with the buckets of the template. */
import { IDENTITY } from './local-account.ts';
import type { Ending } from './process/ending.ts';
import { s3Statements } from './store/s3-statements.ts';
import { type Store, type StoreOptions, startStore } from './store/store.ts';
import type { AppModel } from './template/app-model.ts';

export async function startBuckets(
  { buckets, roles }: AppModel,
  options: Omit<StoreOptions, 'identity'>,
  ending: Ending,
): Promise<Store> {
  const store = await startStore({ ...options, identity: IDENTITY });
  ending.add('servers', () => store.stop());
  await Promise.all(buckets.map(({ name }) => store.createBucket(name)));
  const unenforced = s3Statements(roles);
  if (unenforced !== undefined) options.log(unenforced);
  options.progress(`object store: ${store.endpoint}, ${buckets.length} buckets`);
  return store;
}
