/**
 * The bundle of a function's `handler.ts`: one ESM file with everything in it, the AWS SDK too, so that what runs is
 * what was tested. esbuild runs in this process, once a handler: main and retry function share the asset.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { checker } from '../../shared/declare/check.ts';
import { bundle } from './bundle.ts';

/** The export `handler` of the one file `index.mjs`. */
export const HANDLER = 'index.handler';

export interface HandlerCodeProps {
  readonly functionsDir: string;
  readonly name: string;
}

export function handlerCode(scope: Construct, id: string, { functionsDir, name }: HandlerCodeProps): Asset {
  const folder = path.join(functionsDir, name);
  const entry = path.join(folder, 'handler.ts');
  if (!existsSync(entry)) checker(`function '${name}'`).refuse('its handler', 'missing', entry);
  const tryBundle = (outputDir: string): boolean => {
    bundle(entry, path.join(outputDir, 'index.mjs'));
    return true;
  };
  return new Asset(scope, id, {
    path: folder,
    assetHashType: AssetHashType.OUTPUT,
    // An image is required, and never used: tryBundle bundles or throws.
    bundling: { image: DockerImage.fromRegistry('none'), local: { tryBundle } },
  });
}
