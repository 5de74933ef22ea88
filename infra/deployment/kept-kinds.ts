import type { KeptType } from '../stack/kept-resources.ts';
import { findRepository } from './find-repository.ts';
import { findTable } from './find-table.ts';
import type { Target } from './target.ts';

interface KeptKind {
  readonly word: string;
  /** Whether one of this name is there. @throws Error where it is somebody else's */
  find(name: string, target: Target): Promise<boolean>;
  /** The commands that delete it, with all that is in it. */
  deletion(name: string, region: string): readonly string[];
}

/** What a deployment leaves and takes up again. */
export const KEPT_KINDS: Readonly<Record<KeptType, KeptKind>> = {
  'AWS::DynamoDB::Table': {
    word: 'table',
    find: findTable,
    deletion: (name, region) => [
      `aws dynamodb update-table --region ${region} --table-name ${name} --no-deletion-protection-enabled`,
      `aws dynamodb delete-table --region ${region} --table-name ${name}`,
    ],
  },
  'AWS::ECR::Repository': {
    word: 'image repository',
    find: findRepository,
    deletion: (name, region) => [`aws ecr delete-repository --region ${region} --repository-name ${name} --force`],
  },
};
