/** Two stacks: `kafka` holds what must never be lost, `functions` what can be deployed anew at any time. */
import { App } from 'aws-cdk-lib';
import { declared } from './declared.ts';
import { deployment } from './deployment.ts';

const app = new App();
deployment(app, declared);
