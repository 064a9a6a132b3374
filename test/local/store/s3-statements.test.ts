import { expect, test } from 'vitest';
import { s3Statements } from '../../../local/store/s3-statements.ts';

const role = (...actions: string[]) => ({ statements: [{ actions }] });

test('that the store enforces no s3: statement is said once, with how many roles have one', () => {
  expect(s3Statements([role('s3:PutObject'), role('kafka-cluster:Connect'), role('*')])).toMatch(
    /^not enforced here: s3: statements of 2 roles/,
  );
});

test('nothing is said where no role speaks of buckets', () => {
  expect(s3Statements([role('kafka-cluster:*'), role()])).toBeUndefined();
});
