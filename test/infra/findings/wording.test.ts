import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { FINDINGS } from '../../../infra/findings/catalogue.ts';
import { DEPLOYMENT_FINDINGS } from '../../../infra/findings/deployment-findings.ts';
import type { Finding } from '../../../infra/findings/finding.ts';
import { readProjectsFile } from '../../../infra/projects-file/read-projects-file.ts';
import { projectWith } from '../projects-file/checks/project-with.ts';

const PAGE = path.resolve(import.meta.dirname, 'wording.md');
const FENCE = '```';
/** An example, in a fence that says what it is, and the findings below it. */
const EXAMPLE = /```(?<kind>projects|buildspec)\n(?<text>[^]*?)\n```\n+(?:```findings\n[^]*?```\n*)?/g;

function findingsIn(text: string, kind: string | undefined): readonly Finding[] {
  const read =
    kind === 'buildspec'
      ? readProjectsFile(projectWith({}), () => ({ file: 'buildspec.yml', text }))
      : readProjectsFile(text);
  const findings = [...('problems' in read ? read.problems : []), ...read.warnings];
  return findings.filter(({ file }) => kind !== 'buildspec' || file === 'buildspec.yml');
}

/** As a command prints it, without the file. */
const shown = ({ line, column, severity, message, id }: Finding): string =>
  `${line}:${column}: ${severity}: ${message} [${id}]\n`;

test('every finding is worded as in wording.md, which has an example of each', async () => {
  const page = await readFile(PAGE, 'utf8');
  const found = new Set<string>();
  const renewed = page.replaceAll(EXAMPLE, (_, kind: string, text: string) => {
    const findings = findingsIn(text, kind);
    for (const { id } of findings) found.add(id);
    return `${FENCE}${kind}\n${text}\n${FENCE}\n\n${FENCE}findings\n${findings.map(shown).join('')}${FENCE}\n\n`;
  });
  await expect(`${renewed.trimEnd()}\n`).toMatchFileSnapshot(PAGE);
  const withoutExample = Object.keys(FINDINGS).filter((id) => !found.has(id) && !(id in DEPLOYMENT_FINDINGS));
  expect(withoutExample).toEqual([]);
});
