/** A deployment that fails when everything else is done: it makes a parameter that the kafka stack has made. */
import { CfnParameter, CfnResource, Stack } from 'aws-cdk-lib';
import { CfnParameter as SsmParameter } from 'aws-cdk-lib/aws-ssm';
import { changedDeployment } from './changed-deployment.ts';

const app = await changedDeployment();
const stack = app.node.findChild('functions');
if (!Stack.isStack(stack)) throw new Error('the app has no stack `functions`');
const taken = stack.node
  .findAll()
  .find((each): each is CfnParameter => each instanceof CfnParameter && each.type.startsWith('AWS::SSM::'));
const others = stack.node.findAll().filter((each): each is CfnResource => each instanceof CfnResource);
const failing = new SsmParameter(stack, 'Taken', {
  name: String(taken?.default),
  type: 'String',
  value: 'another',
});
for (const each of others) failing.addDependency(each);
