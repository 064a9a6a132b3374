import { expect, test } from 'vitest';
import { checkDefinition } from '../../../local/lambda/function-definition.ts';
import { DEFINITION, OPTIONS } from './tiny-function.ts';

const MAJOR = Number(process.versions.node.split('.')[0]);

test('a definition as the template has it is accepted', () => {
  expect(() => checkDefinition(DEFINITION, OPTIONS)).not.toThrow();
});

test.each([
  [{ runtime: 'python3.13' }, "runtime 'python3.13' cannot run here; allowed: nodejs<major>.x"],
  [{ runtime: `nodejs${MAJOR - 2}.x` }, `needs Node ${MAJOR - 2}; this is Node ${MAJOR}`],
  [{ handler: 'handler' }, "handler 'handler' is not <file>.<export>"],
  [{ codeDir: '/nowhere' }, 'its code folder /nowhere does not exist'],
  [{ memoryMb: 64 }, 'memory in MB is 64; allowed: a whole number from 128 to 10240'],
  [{ timeoutMs: 900_001 }, 'timeout in ms is 900001'],
  [{ reservedConcurrency: -1 }, 'reservedConcurrency is -1'],
  [{ environment: { AWS_REGION: 'x' } }, 'environment variable AWS_REGION is reserved by Lambda'],
  [{ environment: { 'A-B': 'x' } }, "environment variable name 'A-B'"],
  [{ environment: { A1: 'x'.repeat(4096) } }, 'its environment has 4098 bytes; allowed: 4096'],
  [{ layers: [] }, "unknown key 'layers'"],
])('a definition with %o is refused', (change, why) => {
  expect(() => checkDefinition({ ...DEFINITION, ...change }, OPTIONS)).toThrow(why);
  expect(() => checkDefinition({ ...DEFINITION, ...change }, OPTIONS)).toThrow("function 'tiny'");
});

test('an unknown option is refused', () => {
  expect(() => checkDefinition(DEFINITION, { ...OPTIONS, workers: 3 } as never)).toThrow("'workers'");
});
