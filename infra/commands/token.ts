import { randomBytes } from 'node:crypto';
import { hashToken, type TokenRecord } from '../../functions/core/access/token-record.ts';
import { isTokenId, makeToken, TOKEN_BYTES, tokenId } from '../../functions/core/access/token.ts';
import { command, type Terminal } from './command.ts';
import { commandOf } from './command-of.ts';
import { describeToken } from './printing/describe-token.ts';
import { explainVariables, VARIABLES_ADVICE } from './printing/explain-variables.ts';
import { openParameterStore, STORE_HELP, STORE_OPTIONS } from './stage/parameter-store.ts';
import { readDuration } from './options/read-duration.ts';
import { GRANT_OPTIONS, readGrant } from './options/read-grant.ts';
import { stageProjects } from './stage/stage-projects.ts';
import { tokensIn, type KeptToken, type Tokens } from './stage/tokens.ts';

const HELP = `npm run token -- create --name NAME --projects 'sample,api-*' [options]   prints a new token once
npm run token -- list                                                lists the tokens
npm run token -- rotate NAME [--grace 7d]                            prints a new one and ends the previous one later
npm run token -- revoke NAME                                         revokes one within 60 s

  --name NAME       its name in the log
  --projects LIST   the projects it can use: names, or patterns in which * matches any text
  --actions LIST    some of start, read, stop, retry; by default read
  --refs LIST       the refs it can start: branches (main, release/*) or full refs (refs/tags/v*)
  --variables LIST  the exact names of environment variables that it can set; create explains the risk of each,
                    and docs/variables.md lists those that nobody can be granted
  --expires TIME    for example 12h, 90d or 2w; by default 90d, for rotate the same as before
  --grace TIME      how long the previous token stays valid; by default 7d, 0h to end it now
${STORE_HELP}
  --json            prints JSON
  --help, -h        prints this help

Standard output contains only the token: TOKEN=$(npm run --silent token -- create …)`;

const OPERAND = { usage: 'Name one token, by its name or id: npm run token -- list' };
const OPTIONS = { ...STORE_OPTIONS, json: { type: 'boolean', default: false } } as const;

const create = command({
  help: HELP,
  options: { ...OPTIONS, name: { type: 'string' }, expires: { type: 'string', default: '90d' }, ...GRANT_OPTIONS },
  async run({ expires, json, name: given, projects, actions, refs, variables, ...options }, { console }) {
    const now = Date.now();
    const name = checkName(given);
    const expiresAt = now + readDuration('--expires', expires);
    const written = (await stageProjects(options)).projects.map((project) => project.written);
    const known = written.map((project) => project.name);
    const grant = readGrant({ projects, actions, refs, variables }, known);
    const tokens = tokensIn(await openParameterStore(options, console));
    if ((await tokens.list()).some(({ record }) => record?.name === name)) {
      throw new Error(`A token named "${name}" already exists: rotate or revoke that token, or choose another name.`);
    }
    const token = makeToken(randomBytes(TOKEN_BYTES));
    const record = { name, hash: hashToken(token), grant, createdAt: now, expiresAt };
    const meanings = explainVariables(grant, written);
    await writeNew(token, record, tokens, json, console, { meanings });
    if (json || grant.variables.length === 0) return;
    console.error(VARIABLES_ADVICE);
    for (const [variable, meaning] of Object.entries(meanings)) console.error(`  ${variable}: ${meaning}`);
  },
});

const list = command({
  help: HELP,
  options: OPTIONS,
  async run({ json, ...options }, { console }) {
    const kept = await tokensIn(await openParameterStore(options, console)).list();
    if (json) return printJson(kept.map(toJson), console);
    for (const each of kept) console.log(describeToken(each, Date.now()));
    if (kept.length === 0) console.error('There are no tokens.');
  },
});

const rotate = command({
  help: HELP,
  options: { ...OPTIONS, expires: { type: 'string' }, grace: { type: 'string', default: '7d' } },
  operand: OPERAND,
  async run({ expires, grace, json, ...options }, { console }, name) {
    const now = Date.now();
    const until = now + readDuration('--grace', grace);
    const lifetime = expires === undefined ? undefined : readDuration('--expires', expires);
    const tokens = tokensIn(await openParameterStore(options, console));
    const { id, record } = await tokens.find(name);
    if (!record)
      throw new Error(
        `The stored record of the token with the id "${id}" is not valid: revoke this token, and create another one.`,
      );
    const { createdAt, expiresAt, hash } = record;
    const token = makeToken(randomBytes(TOKEN_BYTES), id);
    const rotated = {
      ...record,
      hash: hashToken(token),
      createdAt: now,
      expiresAt: now + (lifetime ?? expiresAt - createdAt),
      previous: { hash, until: Math.min(until, expiresAt) },
    };
    await writeNew(token, rotated, tokens, json, console);
  },
});

const revoke = command({
  help: HELP,
  options: OPTIONS,
  operand: OPERAND,
  async run({ json, ...options }, { console }, name) {
    const tokens = tokensIn(await openParameterStore(options, console));
    const { id, record } = await tokens.find(name);
    await tokens.remove(id);
    if (json) return printJson({ id, revoked: true }, console);
    console.error(`The token "${record?.name ?? id}" (${id}) is revoked, and stops working within 60 s.`);
  },
});

/** A token's name, which appears in the log. The name cannot look like an id, because commands also accept ids. */
function checkName(name: string | undefined): string {
  if (name !== undefined && /^[A-Za-z0-9][\w.-]{0,63}$/.test(name) && !isTokenId(name)) return name;
  throw new Error('--name must be 1 to 64 letters, digits, hyphens, dots or underscores, for example deploy-bot.');
}

async function writeNew(
  token: string,
  record: TokenRecord,
  tokens: Tokens,
  json: boolean,
  console: Terminal['console'],
  more: object = {},
): Promise<void> {
  const made = { id: tokenId(token)!, record };
  await tokens.write(made.id, record);
  if (json) return printJson({ ...toJson(made), ...more, token }, console);
  console.error(`${describeToken(made, record.createdAt)}. The token is shown only once:`);
  console.log(token);
}

/** What may be shown about a token: everything except its hashes. */
function toJson({ id, record }: KeptToken): object {
  if (!record) return { id, readable: false };
  const { name, grant, createdAt, expiresAt, previous } = record;
  return {
    id,
    name,
    ...grant,
    createdAt: new Date(createdAt),
    expiresAt: new Date(expiresAt),
    ...(previous && { previousUntil: new Date(previous.until) }),
  };
}

const printJson = (value: unknown, console: Terminal['console']): void =>
  console.log(JSON.stringify(value, undefined, 2));

export const main = commandOf('token', HELP, { create, list, rotate, revoke });
