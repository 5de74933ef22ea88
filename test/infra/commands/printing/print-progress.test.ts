import { PassThrough } from 'node:stream';
import { afterEach, expect, test, vi } from 'vitest';
import { paintFor, type Paint } from '../../../../infra/commands/printing/paint.ts';
import { printProgress } from '../../../../infra/commands/printing/print-progress.ts';
import type { Progress } from '../../../../infra/local/progress.ts';

afterEach(() => void vi.useRealTimers());

const plain: Paint = (_, text) => text;

function printed(steps: readonly Progress[], options: { readonly verbose?: boolean; readonly paint?: Paint } = {}) {
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const report = printProgress({ print, paint: plain, verbose: false, logFile: () => '/nowhere/a.log', ...options });
  for (const step of steps) report(step);
  return lines;
}

const build = (project: string, number = 1) => ({ project, number, buildId: `${project}:${number}` });
const phase = (project: string, name: string, seconds: number, status = 'SUCCEEDED', message = ''): Progress => ({
  type: 'phase',
  ...build(project),
  phase: name,
  status,
  seconds,
  message,
});
const ended = (project: string, status: string): Progress => ({ type: 'ended', ...build(project), status, seconds: 7 });
const badge: Progress = { type: 'badge', project: 'web', url: 'http://127.0.0.1:3000/badges/web.svg' };

test('a green build is one line, even of several at once, and a badge is shown once', () => {
  expect(
    printed([
      { type: 'build', ...build('web') },
      { type: 'build', ...build('api') },
      phase('web', 'QUEUED', 0),
      phase('api', 'BUILD', 1),
      ended('api', 'SUCCEEDED'),
      phase('web', 'BUILD', 2),
      ended('web', 'SUCCEEDED'),
      badge,
      badge,
    ]),
  ).toEqual([
    '  build     api #1  SUCCEEDED  7.0 s',
    '  build     web #1  SUCCEEDED  7.0 s',
    '  badge     http://127.0.0.1:3000/badges/web.svg',
  ]);
});

test('slow and failed phases are shown, and with --verbose every phase', () => {
  const steps = [
    phase('web', 'INSTALL', 12),
    phase('web', 'PRE_BUILD', 1),
    phase('web', 'BUILD', 1, 'FAILED', 'Error while executing command: a\nb. Reason: exit status 1'),
    ended('web', 'FAILED'),
  ];
  const failure = [
    '  build     web #1  BUILD  FAILED  1.0 s  Error while executing command: a ⏎ b. Reason: exit status 1',
    '  build     web #1  FAILED  7.0 s',
    '  log       /nowhere/a.log',
  ];
  const [install, preBuild] = [
    '  build     web #1  INSTALL  SUCCEEDED  12.0 s',
    '  build     web #1  PRE_BUILD  SUCCEEDED  1.0 s',
  ];
  expect(printed(steps)).toEqual([install, ...failure]);
  expect(printed(steps, { verbose: true })).toEqual([install, preBuild, ...failure]);
});

test('a long build is named while it runs', () => {
  vi.useFakeTimers();
  const lines: string[] = [];
  const report = printProgress({
    print: (line) => void lines.push(line),
    paint: plain,
    verbose: false,
    logFile: () => '',
  });
  report({ type: 'build', ...build('quick') });
  report({ type: 'build', ...build('slow') });
  vi.advanceTimersByTime(4900);
  report(ended('quick', 'SUCCEEDED'));
  vi.advanceTimersByTime(1000);
  expect(lines).toEqual(['  build     quick #1  SUCCEEDED  7.0 s', '  build     slow #1  still runs']);
});

test('a terminal gets colours and a pipe none, and NO_COLOR and FORCE_COLOR override both', () => {
  const terminal = Object.assign(new PassThrough(), {
    isTTY: true,
    getColorDepth: () => (process.env['NO_COLOR'] ? 1 : 8),
  });
  const pipe = new PassThrough();
  const line = (stream: PassThrough) => printed([ended('web', 'SUCCEEDED')], { paint: paintFor(stream) })[0];
  const coloured = expect.stringContaining('\u001b[32mSUCCEEDED\u001b[39m') as string;
  const uncoloured = '  build     web #1  SUCCEEDED  7.0 s';
  for (const [environment, onTerminal, onPipe] of [
    [{}, coloured, uncoloured],
    [{ NO_COLOR: '1' }, uncoloured, uncoloured],
    [{ FORCE_COLOR: '1' }, coloured, coloured],
    [{ FORCE_COLOR: '0' }, uncoloured, uncoloured],
  ] as const) {
    vi.stubEnv('NO_COLOR', undefined).stubEnv('FORCE_COLOR', undefined);
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    expect([environment, line(terminal), line(pipe)]).toEqual([environment, onTerminal, onPipe]);
    vi.unstubAllEnvs();
  }
});

test('what a commit shows is one line each time it changes', () => {
  const status = (state: string, description: string): Progress => ({
    type: 'status',
    repository: 'sample',
    commit: 'a4af6ec'.padEnd(40, '0'),
    context: 'pushlight/sample',
    state,
    description,
  });
  expect(printed([status('pending', 'queued (#1)'), status('success', 'passed in 0.3s (#1)')])).toEqual([
    '  status    sample  a4af6ec  pushlight/sample  pending  queued (#1)',
    '  status    sample  a4af6ec  pushlight/sample  success  passed in 0.3s (#1)',
  ]);
});
