import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const ROOT = path.resolve(import.meta.dirname, '..');
const filesIn = (folder: string) =>
  readdirSync(path.join(ROOT, '.github', folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => ({ name, text: readFileSync(path.join(ROOT, '.github', folder, name), 'utf8') }));

interface Workflow {
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, { readonly permissions: object; readonly steps: readonly Step[] }>>;
}
interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** Forms and templates send people to files of the repository, and to npm scripts. */
const texts = [...filesIn('ISSUE_TEMPLATE'), ...filesIn('.').filter(({ name }) => name.endsWith('.md'))];

test.each(texts)('every file and npm script that $name mentions exists', ({ text }) => {
  for (const [file] of text.matchAll(/\b(?:docs|functions|infra|test)\/[\w./-]*\w|\b[A-Z]+\.md\b/g)) {
    expect(existsSync(path.join(ROOT, file)), file).toBe(true);
  }
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { readonly scripts: object };
  for (const [, script] of text.matchAll(/\bnpm (?:run )?(start|test|(?<=run )[a-z]+)/g)) {
    expect(Object.keys(scripts)).toContain(script);
  }
});

const workflows = filesIn('workflows');

test.each(workflows)('$name gives each job only read access, and leaves no token in .git', ({ text }) => {
  const { permissions, jobs } = parse(text) as Workflow;
  expect(permissions).toEqual({});
  for (const job of Object.values(jobs)) {
    expect(job.permissions).toEqual({ contents: 'read' });
    for (const step of job.steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))) {
      expect(step.with).toMatchObject({ 'persist-credentials': false });
    }
  }
});

test.each(workflows)('$name pins each action to a commit and notes its version', ({ text }) => {
  const uses = [...text.matchAll(/^ *(?:- )?uses: (.*)$/gm)].map(([, action]) => action);
  expect(uses.length).toBeGreaterThan(0);
  for (const action of uses) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test.each(workflows)('$name does not put anything a stranger can write into a shell', ({ text }) => {
  const { jobs } = parse(text) as Workflow;
  for (const { run = '' } of Object.values(jobs).flatMap(({ steps }) => steps)) expect(run).not.toContain('${{');
});

test('the workflow runs everything that a change has to pass', () => {
  const { jobs } = parse(workflows.find(({ name }) => name === 'ci.yml')!.text) as Workflow;
  expect(jobs['ci']!.steps.at(-1)).toEqual({ run: '.ci/run' });
});

/** https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms */
test.each(filesIn('ISSUE_TEMPLATE').filter(({ name }) => name !== 'config.yml'))(
  '$name is a form that GitHub accepts',
  ({ text }) => {
    const form = parse(text) as { readonly body: readonly Readonly<Record<string, unknown>>[] };
    expect(form).toMatchObject({ name: expect.any(String) as string, description: expect.any(String) as string });
    const inputs = form.body.filter(({ type }) => type !== 'markdown');
    for (const { type, id, attributes } of inputs) {
      expect(['textarea', 'input', 'dropdown', 'checkboxes']).toContain(type);
      expect(id).toMatch(/^[\w-]+$/);
      expect(attributes).toHaveProperty('label');
    }
    expect(new Set(inputs.map(({ id }) => id)).size).toBe(inputs.length);
  },
);
