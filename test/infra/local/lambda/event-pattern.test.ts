import { expect, test } from 'vitest';
import { compileEventPattern } from '../../../../infra/local/lambda/event-pattern.ts';

const event = {
  source: 'aws.codebuild',
  'detail-type': 'CodeBuild Build State Change',
  resources: ['arn:one', 'arn:two'],
  detail: {
    phases: [{ 'phase-type': 'BUILD', result: 'OK' }, { 'phase-type': 'COMPLETED' }],
    'build-status': 'SUCCEEDED',
    number: 7,
    complete: true,
    nothing: null,
  },
};

const detail = (pattern: unknown) => ({ detail: pattern });

test.each<[unknown, boolean]>([
  [{ source: ['aws.codebuild'], 'detail-type': ['CodeBuild Build State Change'] }, true],
  [{ source: ['aws.codebuild'], 'detail-type': ['CodeBuild Build Phase Change'] }, false],
  [detail({ 'build-status': ['FAILED', 'SUCCEEDED'] }), true],
  [detail({ 'build-status': ['succeeded'] }), false],
  [detail({ number: ['7'] }), false],
  [detail({ complete: ['true'] }), false],
  [detail({ missing: ['x'] }), false],
  [{ missing: { deeper: ['x'] } }, false],
  [{ source: { deeper: ['x'] } }, false],
  [{ resources: ['arn:two'] }, true],
  [{ resources: ['arn:three'] }, false],
  [detail({ phases: { 'phase-type': ['COMPLETED'] } }), true],
  [{ source: ['other'], ...detail({ 'build-status': ['SUCCEEDED'] }) }, false],
  [detail({ phases: { 'phase-type': ['COMPLETED'], result: ['OK'] } }), false],
])('%j: %s', (pattern, expected) => {
  expect(compileEventPattern(pattern)(event)).toBe(expected);
});

test.each<[unknown, string]>([
  ['text', 'the event pattern is "text"'],
  [{}, 'the event pattern is {}'],
  [{ source: 'aws.codebuild' }, 'the event pattern, source is "aws.codebuild"'],
  [{ source: [] }, 'the event pattern, source is an empty list'],
  [{ detail: { status: [['nested']] } }, 'the event pattern, detail, status contains ["nested"]'],
  [{ detail: { status: [null] } }, 'the event pattern, detail, status contains null'],
  [{ source: [{ prefix: 'aws.' }] }, 'the event pattern, source contains {"prefix":"aws."}'],
  [{ detail: { number: [7] } }, 'the event pattern, detail, number contains 7'],
  [{ detail: { complete: [true] } }, 'the event pattern, detail, complete contains true'],
  [{ detail: { number: [{ exists: true }] } }, 'the event pattern, detail, number contains {"exists":true}'],
  [{ $or: [{ source: ['a'] }] }, 'the event pattern, $or contains {"source":["a"]}'],
])('%j is not a supported pattern, and the message says where', (pattern, message) => {
  expect(() => compileEventPattern(pattern)).toThrow(message);
});
