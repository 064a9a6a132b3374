import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { afterAll, expect, it } from 'vitest';
import { checkTemplateSizes } from '../../infra/template-size.ts';
import { declaredWith } from './plan/declared-with.ts';
import { validationFindings } from './rules/validation-findings.ts';

const outdir = mkdtempSync(path.join(tmpdir(), 'template-size-'));
afterAll(() => rmSync(outdir, { recursive: true }));

function synthesize(bytes: number): void {
  const app = new App({ outdir, context: CURRENTLY_RECOMMENDED_FLAGS });
  checkTemplateSizes(app, declaredWith({ topic: {}, readers: 2 }));
  const stack = new Stack(app, 'functions');
  stack.templateOptions.metadata = { filling: 'x'.repeat(bytes) };
  new CfnResource(stack, 'Alarms', { type: 'AWS::SNS::Topic' });
  app.synth();
}

it('a template over 1 MB fails the synthesis, with what it is made of and the way out', () => {
  expect(() => synthesize(1_000_000)).toThrow(
    /The template has 1000\d{3} bytes; allowed: at most 1000000.*subscriptions: 2, their retry topics: 0, endpoints: 0\. Fewer/s,
  );
});

it('one of a little less passes, without a warning that would fail a strict synthesis', () => {
  synthesize(990_000);
  const { pluginReports } = JSON.parse(readFileSync(path.join(outdir, 'validation-report.json'), 'utf8'));
  expect(validationFindings(pluginReports)).toEqual([]);
});
