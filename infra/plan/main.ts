/** `npm run plan`: see `command-line.ts`. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { declared } from '../declared.ts';
import { countAlarms } from './alarms.ts';
import { run } from './run.ts';

const { context } = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../cdk.json'), 'utf8'));

process.exitCode = run(process.argv.slice(2), {
  context,
  declared,
  countAlarms,
  say: console.log,
  complain: console.error,
});
