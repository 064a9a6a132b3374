/** The functions stack as CloudFormation knows it. */
import type { Answer, AwsClient } from './aws-client.ts';

const STACK = 'functions';

export const statusOf = async (aws: AwsClient): Promise<string> =>
  (await aws.call('cloudformation', 'describe_stacks', { StackName: STACK })).Stacks[0].StackStatus;

/** By logical id. */
export async function physicalIds(aws: AwsClient): Promise<ReadonlyMap<string, string>> {
  const { StackResources } = await aws.call('cloudformation', 'describe_stack_resources', {
    StackName: STACK,
  });
  return new Map(StackResources.map((each: Answer) => [each.LogicalResourceId, each.PhysicalResourceId]));
}

export interface StackEvent {
  readonly id: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly status: string;
  readonly reason: string;
}

/** The oldest first, those of the stack itself excluded. */
export async function eventsOf(aws: AwsClient): Promise<readonly StackEvent[]> {
  const events: StackEvent[] = [];
  let NextToken: string | undefined;
  do {
    const page = await aws.call('cloudformation', 'describe_stack_events', {
      StackName: STACK,
      ...(NextToken !== undefined && { NextToken }),
    });
    for (const each of page.StackEvents) {
      if (each.ResourceType === 'AWS::CloudFormation::Stack') continue;
      events.push({
        id: each.EventId,
        logicalId: each.LogicalResourceId,
        physicalId: each.PhysicalResourceId ?? '',
        status: each.ResourceStatus,
        reason: each.ResourceStatusReason ?? '',
      });
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return events.toReversed();
}
