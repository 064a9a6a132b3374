/**
 * Runs a command line, stage by stage: 0 where every record is up to date, 1 where one is not, 2 where it is not
 * understood. A record with a finding is never written.
 */
import { writeFileSync } from 'node:fs';
import { commandLine, USAGE } from './command-line.ts';
import { compare } from './compare.ts';
import { described } from './finding.ts';
import { recordFile } from './record-file.ts';
import { recordOfAll } from './record-of.ts';
import { recordText } from './record-text.ts';
import type { Recorded } from './recorded.ts';
import { settledByHand } from './settled-by-hand.ts';
import type { Templates } from './stage-templates.ts';

export interface Ports {
  readonly stages: readonly string[];
  readonly templates: (stage: string) => Promise<Templates>;
  /** Holds the records. */
  readonly folder: string;
  say(text: string): void;
  complain(text: string): void;
}

const NOTHING: Recorded = { stacks: {}, retained: {} };

export async function run(argv: readonly string[], ports: Ports): Promise<number> {
  const { say, complain } = ports;
  const request = commandLine(argv, ports.stages);
  if (typeof request === 'string') {
    complain(`${request}\n${USAGE}`);
    return 2;
  }
  const { command } = request;
  const upToDate = [];
  for (const stage of request.stages) upToDate.push(await settle(stage));
  return upToDate.every(Boolean) ? 0 : 1;

  async function settle(stage: string): Promise<boolean> {
    const { name, path, record } = recordFile(stage, ports.folder);
    const { findings, news, next } = compare(record ?? NOTHING, recordOfAll(await ports.templates(stage)));
    for (const finding of findings) {
      complain(`${name}: ${finding.stack} ${finding.logicalId}: ${described(finding)}\n  ${finding.wayOut}`);
    }
    if (findings.length > 0) {
      complain(`${name}: ${settledByHand(name)}`);
      return false;
    }
    if (news.length === 0) {
      say(`${name}: up to date`);
      return true;
    }
    const lines = record === undefined ? ['all of it is new'] : news;
    if (command === 'write') {
      writeFileSync(path, recordText(next));
      for (const line of lines) say(`${name}: ${line}`);
      return true;
    }
    for (const line of lines) complain(`${name}: ${line}`);
    complain(`${name}: not up to date; \`npm run record\` writes it`);
    return false;
  }
}
