/** Every function's bundle. The synthesizer knows no waiting, so they are made, side by side, before it needs them. */
import path from 'node:path';
import type { HandlerBundleProps } from './handler-bundle.ts';
import { handlerBundle } from './handler-bundle.ts';

/** By the name of the subscription or endpoint, the folder of its bundle. */
export type HandlerBundles = ReadonlyMap<string, string>;

export interface HandlerBundlesProps extends Pick<HandlerBundleProps, 'declared' | 'functionsDir'> {
  /** A folder in it is as deep as the asset that is copied from it: the source map's relative paths stay true. */
  readonly outdir: string;
}

export async function handlerBundles(props: HandlerBundlesProps): Promise<HandlerBundles> {
  const { declared, functionsDir, outdir } = props;
  const made = [...declared.subscriptions, ...declared.endpoints].map(async (of) => {
    const folder = path.join(outdir, `bundle-${of.name}`);
    await handlerBundle({ declared, functionsDir, of, folder });
    return [of.name, folder] as const;
  });
  return new Map(await Promise.all(made));
}
