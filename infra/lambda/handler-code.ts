/**
 * The bundle of a function's `handler.ts`: one ESM file with everything in it, the AWS SDK too, so that what runs is
 * what was tested. esbuild runs in this process, once a handler: main and retry function share the asset.
 */
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Stage } from 'aws-cdk-lib';
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
  const entry = path.join(functionsDir, name, 'handler.ts');
  if (!existsSync(entry)) checker(`function '${name}'`).refuse('its handler', 'missing', entry);
  // As deep as the asset that is copied from it: the source map's relative paths stay true.
  const folder = path.join(Stage.of(scope)?.outdir ?? '', `bundle-${name}`);
  try {
    bundle(entry, path.join(folder, 'index.mjs'));
    return new Asset(scope, id, { path: folder });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
