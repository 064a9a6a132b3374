import { changedDeployment } from './changed-deployment.ts';

await changedDeployment();
