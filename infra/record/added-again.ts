/** A resource that left the stack, stayed in the account and is declared again: its name is taken, by itself. */
import type { Finding } from './finding.ts';
import type { Recorded, RecordedResource } from './recorded.ts';
import { nameOf, statefulType } from './stateful-types.ts';

export function addedAgain(
  stack: string,
  given: RecordedResource,
  retained: Recorded['retained'],
): Omit<Finding, 'stack' | 'logicalId'> | undefined {
  const name = nameOf(given);
  if (name === undefined || !retained[given.Type]?.includes(name)) return undefined;
  return {
    property: statefulType(given.Type)?.name ?? '',
    recorded: 'retained',
    given: name,
    why: 'It left the stack and stayed in the account: CloudFormation would make it anew, and finds that it exists',
    wayOut:
      'Take the name out of "retained" and, before any deployment, have the stack adopt what is there: ' +
      `\`npx cdk import ${stack}\`, with nothing else changed; then \`npm run record\`. Or give it another name`,
  };
}
