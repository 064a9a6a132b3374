/** Before the tests and their time limits: what is fetched once. */
import { pythonWith, TOOLS, type Tool } from './python.ts';

export async function setup(): Promise<void> {
  for (const tool of Object.keys(TOOLS) as Tool[]) {
    await pythonWith(tool, (line) => process.stdout.write(`${line}\n`));
  }
}
