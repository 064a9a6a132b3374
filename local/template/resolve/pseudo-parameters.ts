import { uuidOf } from '../catalogue/names.ts';
import type { Json } from '../json.ts';
import { NO_VALUE, type Value } from './scope.ts';

export interface StackEnvironment {
  readonly stack: string;
  readonly account: string;
  readonly region: string;
}

export const pseudoParameters = ({ stack, account, region }: StackEnvironment): ReadonlyMap<string, Value> =>
  new Map<string, Json | typeof NO_VALUE>([
    ['AWS::AccountId', account],
    ['AWS::NoValue', NO_VALUE],
    ['AWS::NotificationARNs', []],
    ['AWS::Partition', 'aws'],
    ['AWS::Region', region],
    [
      'AWS::StackId',
      `arn:aws:cloudformation:${region}:${account}:stack/${stack}/${uuidOf(account, region, stack)}`,
    ],
    ['AWS::StackName', stack],
    ['AWS::URLSuffix', 'amazonaws.com'],
  ]);
