import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './run-command.ts';

/** Packaging and deploying write into the repository. A copy of its files in Git keeps these writes apart. */
export function copyOfRepository(directory: string): void {
  const files = execFileSync(
    'git',
    ['ls-files', '-z', 'functions', 'infra', 'package.json', 'serverless.yml', 'tsconfig.json'],
    {
      cwd: ROOT,
      encoding: 'utf8',
    },
  );
  for (const file of files.split('\0').filter(Boolean)) {
    const copy = path.join(directory, file);
    mkdirSync(path.dirname(copy), { recursive: true });
    cpSync(path.join(ROOT, file), copy);
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(directory, 'node_modules'));
}
