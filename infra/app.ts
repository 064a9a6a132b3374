/** Two stacks: `kafka` holds what must never be lost, `functions` what can be deployed anew at any time. */
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { declared } from './declared.ts';
import { deployment } from './deployment.ts';
import { stageOf } from './stage/stage.ts';

// What `cdk init` would write into cdk.json, 89 lines of it; what stands there still counts for more.
const app = new App({ context: CURRENTLY_RECOMMENDED_FLAGS });
await deployment(app, {
  stage: stageOf(app.node.getAllContext()),
  declared,
  functionsDir: path.resolve(import.meta.dirname, '../functions'),
});
