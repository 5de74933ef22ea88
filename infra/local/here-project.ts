import path from 'node:path';
import type { ProjectDeclaration } from './codebuild/model.ts';

/** A project whose source is a folder on this machine, as it is. Its artifacts and its cache are kept. */
export function hereProject(folder: string): ProjectDeclaration {
  const name = path
    .basename(path.resolve(folder))
    .replaceAll(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^[-_]+/, '');
  return {
    name: name.length < 2 ? `here-${name}` : name.slice(0, 150),
    source: { type: 'S3', location: path.resolve(folder) },
    environment: {
      type: 'LINUX_CONTAINER',
      image: 'aws/codebuild/amazonlinux-x86_64-standard:5.0',
      computeType: 'BUILD_GENERAL1_SMALL',
    },
    artifacts: { type: 'S3', location: 'artifacts', packaging: 'NONE' },
    cache: { type: 'LOCAL', modes: ['LOCAL_CUSTOM_CACHE'] },
  };
}
