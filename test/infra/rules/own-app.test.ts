import { expect, test } from 'vitest';
import { declared } from '../../../infra/declared.ts';
import { Deployment } from '../../../infra/rules/deployment.ts';
import { findings } from '../../../infra/rules/findings.ts';
import { RULES } from '../../../infra/rules/rules.ts';
import { synthesized } from '../synthesized.ts';

test.each(['standard', 'express'])("our own app has no finding on '%s' brokers", async (profile) => {
  const { kafka, functions } = await synthesized(declared, { cluster: { profile } });
  const deployment = new Deployment();
  deployment.add({ path: 'kafka.template.json', raw: kafka.raw });
  deployment.add({ path: 'functions.template.json', raw: functions.raw });
  expect(findings(deployment, RULES).map(({ rule, message }) => `${rule} ${message}`)).toEqual([]);
});
