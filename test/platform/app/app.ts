/** The app that is tested to destruction, as a CDK app of its own: `cdk synth --app "node test/platform/app/app.ts"`. */
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { deployment } from '../../../infra/deployment.ts';
import { stageOf } from '../../../infra/stage/stage.ts';
import { fragile } from './functions/fragile/subscription.ts';
import { jobs, runs } from './topics.ts';

const app = new App({ context: CURRENTLY_RECOMMENDED_FLAGS });
await deployment(app, {
  stage: stageOf({ stage: 'dev', stages: { dev: { cluster: { profile: 'small' } } } }),
  declared: {
    topics: [jobs, runs],
    subscriptions: [fragile],
    endpoints: [],
  },
  functionsDir: path.join(import.meta.dirname, 'functions'),
});
app.synth();
