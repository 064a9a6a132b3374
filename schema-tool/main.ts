/** `npm run schemas`, `schemas:check`, `schemas:release`: see `command-line.ts`. */
import { run } from './run.ts';

process.exitCode = run(process.argv.slice(2), { say: console.log, complain: console.error });
