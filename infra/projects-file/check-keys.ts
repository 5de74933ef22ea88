import { nearestName } from '../buildspec/nearest-name.ts';
import { PROJECTS_FILE_KEYS, type KeyUse, type ProjectsFileMapping } from './projects-file-keys.ts';
import type { YamlPath } from './yaml-source.ts';

export interface KeyProblem {
  readonly path: YamlPath;
  readonly message: string;
}

/** The keys of a projects file that are unknown, or known and not supported yet. */
export function checkKeys(file: unknown): readonly KeyProblem[] {
  const projects = list(member(file, 'projects')).flatMap((project, index) => {
    const path = ['projects', index];
    return [
      ...checkMapping('project', project, path),
      ...checkMapping('badge', member(project, 'badge'), [...path, 'badge']),
      ...checkMapping('concurrency', member(project, 'concurrency'), [...path, 'concurrency']),
      ...checkWebhook(member(project, 'webhook'), [...path, 'webhook']),
    ];
  });
  const hooks = Object.entries(asMapping(member(file, 'webhooks')));
  return [
    ...checkMapping('file', file, []),
    ...hooks.flatMap(([name, hook]) => [...checkHookName(name), ...checkMapping('hook', hook, ['webhooks', name])]),
    ...projects,
  ];
}

/** What valibot's records leave out without a word (https://github.com/fabian-hiller/valibot: _isValidObjectKey). */
const UNREAD_NAMES: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor']);

const checkHookName = (name: string): readonly KeyProblem[] =>
  UNREAD_NAMES.has(name) ? [{ path: ['webhooks', name], message: `a hook can't be called ${name}: rename it` }] : [];

function checkWebhook(webhook: unknown, path: YamlPath): readonly KeyProblem[] {
  const nested = (['pullRequestBuildPolicy', 'scopeConfiguration'] as const).flatMap((key) =>
    checkMapping(key, member(webhook, key), [...path, key]),
  );
  const filters = list(member(webhook, 'filterGroups')).flatMap((group, g) =>
    list(group).flatMap((filter, f) => checkMapping('filter', filter, [...path, 'filterGroups', g, f])),
  );
  return [...checkMapping('webhook', webhook, path), ...nested, ...filters];
}

function checkMapping(mapping: ProjectsFileMapping, value: unknown, path: YamlPath): readonly KeyProblem[] {
  const uses: Readonly<Record<string, KeyUse>> = PROJECTS_FILE_KEYS[mapping];
  return Object.keys(asMapping(value)).flatMap((key) => {
    const use = Object.hasOwn(uses, key) ? uses[key] : undefined;
    if (use === 'later') return [{ path: [...path, key], message: `${key} is not supported yet: take it out` }];
    if (use !== undefined) return [];
    const known = Object.keys(uses);
    const nearest = nearestName(key, known);
    const right = nearest === undefined ? `known are ${known.join(', ')}` : `did you mean ${nearest}?`;
    return [{ path: [...path, key], message: `${key} is unknown here: ${right}` }];
  });
}

const asMapping = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

const member = (value: unknown, key: string): unknown => asMapping(value)[key];

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
