/** `npm run record`, `record:check`: see `command-line.ts`. */
import { run } from './run.ts';
import { stageNames, stageTemplates } from './stage-templates.ts';

process.exitCode = await run(process.argv.slice(2), {
  stages: stageNames(),
  templates: stageTemplates,
  folder: import.meta.dirname,
  say: console.log,
  complain: console.error,
});
