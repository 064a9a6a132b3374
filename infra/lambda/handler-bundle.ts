/**
 * The bundle of a function's `handler.ts`: one ESM file with everything in it, the AWS SDK too, so that what runs is what
 * was tested. Main and retry function share it.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { checker } from '../../shared/declare/check.ts';
import type { Endpoint } from '../../shared/declare/endpoint.ts';
import type { Subscription } from '../../shared/declare/subscription.ts';
import type { Declared } from '../declared.ts';
import { type Bundle, bundle } from './bundle.ts';
import { unusedContracts } from './unused-contracts.ts';
import { usesOfEndpoint, usesOfMain } from './uses.ts';

/** The export `handler` of the one file `index.mjs`. */
export const HANDLER = 'index.handler';

export interface HandlerBundleProps {
  readonly declared: Declared;
  /** Holds `<name>/handler.ts` of every function declared. */
  readonly functionsDir: string;
  readonly of: Subscription | Endpoint;
  readonly folder: string;
}

export async function handlerBundle(props: HandlerBundleProps): Promise<Bundle> {
  const { declared, functionsDir, of, folder } = props;
  const entry = path.join(functionsDir, of.name, 'handler.ts');
  if (!existsSync(entry)) checker(`function '${of.name}'`).refuse('its handler', 'missing', entry);
  const { topics: used } = of.kind === 'subscription' ? usesOfMain(of) : usesOfEndpoint(of);
  return bundle({
    entry,
    outfile: path.join(folder, 'index.mjs'),
    plugins: [unusedContracts({ functionName: of.name, topics: declared.topics, used })],
  });
}
