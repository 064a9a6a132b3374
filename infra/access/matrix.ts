/**
 * Which role may do what on what, and what for: from the declarations, never from the policies. The policies are made by
 * infra/lambda/*-access.ts; that they say exactly this, neither more nor less, is proved by evaluating the synthesized
 * ones (test/infra/access/).
 *
 * Keys are in no line: CloudWatch Logs and MSK use theirs by key policy and grant. SSM parameters are read by
 * CloudFormation when it deploys, never by a function.
 */
import { consumerGroup, type Subscription } from '../../shared/declare/subscription.ts';
import type { Declared } from '../declared.ts';
import { givesUp } from '../lambda/topic-mapping.ts';
import { type Uses, usesOfEndpoint, usesOfMain, usesOfRetry } from '../lambda/uses.ts';
import { deliverFailures, keepObjects, offload, restore } from './bucket-grants.ts';
import { attachToVpc, log } from './function-grants.ts';
import { type Access, type Grant, target } from './grant.ts';
import { poll, produce } from './kafka-grants.ts';
import { decodeValues, lookUp } from './registry-grants.ts';

export interface Deployed {
  readonly declared: Declared;
  /** The network is the app's own, and so is the log of who speaks in it. */
  readonly ownNetwork: boolean;
}

export const accessMatrix = ({ declared, ownNetwork }: Deployed): Grant[] => [
  ...declared.subscriptions.flatMap(ofSubscription),
  ...declared.endpoints.flatMap((endpoint) => ofFunction(endpoint.name, usesOfEndpoint(endpoint))),
  ...askForBrokers(),
  ...(ownNetwork ? writeFlowLog() : []),
];

function ofSubscription(subscription: Subscription): Grant[] {
  const { functionName, retryFunctionName, retryTopics, lambdaDecodes } = subscription;
  const mappings = ({ reads }: Uses): Access[] => [
    ...poll(
      reads,
      reads.map((topic) => consumerGroup(subscription, topic)),
    ),
    ...(givesUp(subscription) ? deliverFailures() : []),
  ];
  const main = usesOfMain(subscription);
  const retry = usesOfRetry(subscription);
  return [
    ...ofFunction(functionName, main),
    ...heldBy(functionName, [...mappings(main), ...(lambdaDecodes === undefined ? [] : decodeValues())]),
    ...(retryTopics.length === 0
      ? []
      : [...ofFunction(retryFunctionName, retry), ...heldBy(retryFunctionName, mappings(retry))]),
  ];
}

const ofFunction = (name: string, uses: Uses): Grant[] =>
  heldBy(name, [
    log(name),
    ...attachToVpc({ mapped: uses.reads.length > 0 }),
    ...produce(uses.writes),
    ...restore(uses.restores),
    ...offload(uses.offloads),
    ...keepObjects(uses.objects),
    ...(uses.looksUp ? [lookUp()] : []),
  ]);

/** Of the function behind CDK's custom resource, which is in no VPC. */
const BROKERS_ROLE = 'BootstrapBrokersRole';
const askForBrokers = (): Grant[] =>
  heldBy(BROKERS_ROLE, [
    log(BROKERS_ROLE),
    { purpose: 'ask-brokers', actions: ['kafka:GetBootstrapBrokers'], on: [target('cluster')] },
  ]);

const FLOW_LOG_ROLE = 'NetworkFlowLogRole';
const writeFlowLog = (): Grant[] =>
  heldBy(FLOW_LOG_ROLE, [
    {
      purpose: 'flow-log',
      actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      on: [target('log-group', FLOW_LOG_ROLE)],
    },
  ]);

const heldBy = (role: string, accesses: readonly Access[]): Grant[] =>
  accesses.map((each) => ({ role, ...each }));
