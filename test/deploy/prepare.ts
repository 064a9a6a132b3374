/** Before the tests and their time limits: what is fetched once. */
import { emulatorPython } from './emulator-python.ts';

export async function setup(): Promise<void> {
  await emulatorPython((line) => process.stdout.write(`${line}\n`));
}
