import { expect, test } from 'vitest';
import { compileEventPattern } from '../../../../infra/local/lambda/event-pattern.ts';

const event = {
  source: 'aws.codebuild',
  'detail-type': 'CodeBuild Build State Change',
  resources: ['arn:one', 'arn:two'],
  detail: {
    'build-status': 'SUCCEEDED',
    number: 7,
    complete: true,
    nothing: null,
    path: 'src/*/a.ts',
    phases: [{ 'phase-type': 'BUILD', seconds: 3 }, { 'phase-type': 'COMPLETED' }],
  },
};

const detail = (pattern: unknown) => ({ detail: pattern });

test.each<[unknown, boolean]>([
  [{ source: ['aws.codebuild'], 'detail-type': ['CodeBuild Build State Change'] }, true],
  [{ source: ['aws.codebuild'], 'detail-type': ['CodeBuild Build Phase Change'] }, false],
  [detail({ 'build-status': ['FAILED', 'SUCCEEDED'] }), true],
  [detail({ 'build-status': ['succeeded'] }), false],
  [{ resources: ['arn:two'] }, true],
  [{ resources: ['arn:three'] }, false],
  [detail({ number: [7], complete: [true], nothing: [null] }), true],
  [detail({ number: ['7'] }), false],
  [detail({ complete: ['true'] }), false],
  [detail({ missing: [null] }), false],
  [detail({ phases: { 'phase-type': ['COMPLETED'] } }), true],
  [detail({ phases: { 'phase-type': ['QUEUED'] } }), false],
  [detail({ phases: { 'phase-type': ['COMPLETED'], seconds: [3] } }), false],
  [detail({ 'build-status': [{ prefix: 'SUCC' }] }), true],
  [detail({ 'build-status': [{ prefix: 'succ' }] }), false],
  [detail({ 'build-status': [{ prefix: { 'equals-ignore-case': 'succ' } }] }), true],
  [detail({ 'build-status': [{ suffix: 'EEDED' }] }), true],
  [detail({ 'build-status': [{ 'equals-ignore-case': 'succeeded' }] }), true],
  [detail({ number: [{ prefix: '7' }] }), false],
  [detail({ 'build-status': [{ 'anything-but': 'FAILED' }] }), true],
  [detail({ 'build-status': [{ 'anything-but': ['FAILED', 'SUCCEEDED'] }] }), false],
  [detail({ number: [{ 'anything-but': 7 }] }), false],
  [detail({ 'build-status': [{ 'anything-but': { prefix: 'SUCC' } }] }), false],
  [detail({ 'build-status': [{ 'anything-but': { suffix: ['x', 'ED'] } }] }), false],
  [detail({ missing: [{ 'anything-but': 'x' }] }), false],
  [detail({ number: [{ exists: true }] }), true],
  [detail({ missing: [{ exists: true }] }), false],
  [detail({ missing: [{ exists: false }] }), true],
  [{ missing: { deeper: [{ exists: false }] } }, true],
  [detail({ nothing: [{ exists: true }] }), true],
  [detail({ number: [{ numeric: ['>', 0, '<=', 7] }] }), true],
  [detail({ number: [{ numeric: ['<', 7] }] }), false],
  [detail({ number: [{ numeric: ['=', 7] }] }), true],
  [detail({ path: [{ wildcard: 'src/*.ts' }] }), true],
  [detail({ path: [{ wildcard: 'src/\\*/a?ts' }] }), false],
  [detail({ path: [{ wildcard: 'src/\\*/a.ts' }] }), true],
  [detail({ path: [{ wildcard: 'src/\\*' }] }), false],
  [{ $or: [{ source: ['other'] }, detail({ number: [7] })] }, true],
  [{ source: ['other'], $or: [{ source: ['other'] }, detail({ number: [7] })] }, false],
])('%j: %s', (pattern, expected) => {
  expect(compileEventPattern(pattern)(event)).toBe(expected);
});

test.each<[unknown, string]>([
  ['text', 'the event pattern is "text"'],
  [{}, 'the event pattern is {}'],
  [{ source: 'aws.codebuild' }, 'the event pattern, source is "aws.codebuild"'],
  [{ source: [] }, 'the event pattern, source is an empty list'],
  [{ detail: { status: [['nested']] } }, 'the event pattern, detail, status has ["nested"]'],
  [{ source: [{ regex: '.*' }] }, 'the event pattern, source has the operator {"regex":".*"}'],
  [{ source: [{ prefix: 'a', suffix: 'b' }] }, 'must stand alone'],
  [{ source: [{ prefix: 1 }] }, 'the event pattern, source, prefix is 1'],
  [{ source: [{ exists: 'yes' }] }, 'the event pattern, source, exists is "yes"'],
  [{ count: [{ numeric: ['>', 0, '<'] }] }, 'the event pattern, count, numeric is [">",0,"<"]'],
  [{ count: [{ numeric: [] }] }, 'the event pattern, count, numeric is []'],
  [{ $or: { source: ['a'] } }, '$or must be a list'],
])('%j is no pattern, and the message says where', (pattern, message) => {
  expect(() => compileEventPattern(pattern)).toThrow(message);
});
