/**
 * What `cdk` deploys: `kafka` holds what must never be lost, `functions` and `alarms` what can be deployed anew at any
 * time. Changes that would lose or replace what the stage has deployed fail the synthesis: see the stage's record.
 */
import { Validations } from 'aws-cdk-lib';
import { projectApp } from './project-app.ts';
import { recordFile } from './record/record-file.ts';
import { recordPlugin } from './record/record-plugin.ts';
import { stageOf } from './stage/stage.ts';

const app = await projectApp();
const { name } = stageOf(app.node.getAllContext());
Validations.of(app).addPlugins(recordPlugin(recordFile(name)));
