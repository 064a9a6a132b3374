/**
 * The app in which two versions of a schema meet. Both functions are deployed by it, so what one that was deployed
 * before version 2 would have is put into the template: the id of version 1 alone.
 */
import path from 'node:path';
import { App, type CfnParameter, Fn } from 'aws-cdk-lib';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import type { IConstruct } from 'constructs';
import { deployment } from '../../infra/deployment.ts';
import { stageOf } from '../../infra/stage/stage.ts';
import { collectNew } from './functions/collect-new/subscription.ts';
import { collectOld } from './functions/collect-old/subscription.ts';
import { seenByNew, seenByOld } from './sightings.ts';
import { parcels } from './topics.ts';

const app = new App({ context: CURRENTLY_RECOMMENDED_FLAGS });
await deployment(app, {
  stage: stageOf({ stage: 'dev', stages: { dev: { cluster: { profile: 'small' } } } }),
  declared: {
    topics: [parcels, seenByOld, seenByNew],
    subscriptions: [collectOld, collectNew],
    endpoints: [],
  },
  functionsDir: path.join(import.meta.dirname, 'functions'),
});
asBeforeVersion2(app.node.findChild('functions'));
app.synth();

function asBeforeVersion2(stack: IConstruct): void {
  const find = (...path: readonly string[]) =>
    path.reduce<IConstruct>((found, id) => found.node.findChild(id), stack);
  const ids = (find('Platform', 'Schemas', parcels.name) as CfnParameter).valueAsString;
  const first = Fn.select(0, Fn.split(',', ids));
  for (const each of ['Main', 'Retry']) {
    const deployed = find(collectOld.name, each, 'Function') as CfnFunction;
    deployed.addPropertyOverride('Environment.Variables.SCHEMA_VERSIONS', `${parcels.name}=${first}`);
  }
}
