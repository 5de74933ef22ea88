import { expect, test } from 'vitest';
import { stackAdvice } from '../../../infra/deployment/stack-advice.ts';

const advice = (status: string) => stackAdvice('pushlight-prod', status, '--stage prod --region eu-west-1');

test.each([
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
])('a stack with the status %s can be deployed', (status) => expect(advice(status)).toBe(undefined));

test.each(['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'CREATE_FAILED', 'DELETE_FAILED', 'REVIEW_IN_PROGRESS'])(
  'a stack with the status %s has to be removed',
  (status) =>
    expect(advice(status)).toContain(`(${status}) and can only be removed: run npm run remove -- --stage prod`),
);

test.each(['CREATE_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'])(
  'a stack with the status %s has to be waited for',
  (status) => expect(advice(status)).toContain(`(${status}): wait until that operation ends`),
);

test('a stack whose rollback failed needs help first', () => {
  expect(advice('UPDATE_ROLLBACK_FAILED')).toContain('continue-update-rollback --stack-name pushlight-prod');
});
