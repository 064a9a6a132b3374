/** Every format, and every way to decode it, as a CDK app of its own. */
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { deployment } from '../../../infra/deployment.ts';
import { stageOf } from '../../../infra/stage/stage.ts';
import { ship } from './functions/ship/subscription.ts';
import { visit } from './functions/visit/subscription.ts';
import { weigh } from './functions/weigh/subscription.ts';
import { parcels, seen, shipments, visits } from './topics.ts';

const app = new App({ context: CURRENTLY_RECOMMENDED_FLAGS });
await deployment(app, {
  stage: stageOf({ stage: 'dev', stages: { dev: { cluster: { profile: 'small' } } } }),
  declared: {
    topics: [parcels, shipments, visits, seen],
    subscriptions: [weigh, ship, visit],
    endpoints: [],
  },
  functionsDir: path.join(import.meta.dirname, 'functions'),
});
app.synth();
