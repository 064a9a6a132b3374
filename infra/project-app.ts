/** The app of the project: its declarations and handlers, in the stage that the context names. */
import path from 'node:path';
import { App, type AppProps } from 'aws-cdk-lib';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { declared } from './declared.ts';
import { deployment } from './deployment.ts';
import { stageOf } from './stage/stage.ts';

export async function projectApp({ context = {}, ...props }: AppProps = {}): Promise<App> {
  // What `cdk init` would write into cdk.json, 89 lines of it; what stands there still counts for more.
  const app = new App({ ...props, context: { ...CURRENTLY_RECOMMENDED_FLAGS, ...context } });
  await deployment(app, {
    stage: stageOf(app.node.getAllContext()),
    declared,
    functionsDir: path.resolve(import.meta.dirname, '../functions'),
  });
  return app;
}
