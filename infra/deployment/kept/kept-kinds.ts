import type { KeptType } from '../../template/kept-resources.ts';
import { repositoryFinder } from './repository-finder.ts';
import { tableFinder } from './table-finder.ts';
import type { Target } from '../target/target.ts';

interface KeptKind {
  readonly word: string;
  /** Tells whether one of a name is there. @throws Error where it is somebody else's */
  readonly finder: (target: Target) => (name: string) => Promise<boolean>;
  /** The commands that delete it, with all that is in it. */
  deletion(name: string, region: string): readonly string[];
}

/** What a deployment leaves and takes up again. */
export const KEPT_KINDS: Readonly<Record<KeptType, KeptKind>> = {
  'AWS::DynamoDB::Table': {
    word: 'table',
    finder: tableFinder,
    deletion: (name, region) => [
      `aws dynamodb update-table --region ${region} --table-name ${name} --no-deletion-protection-enabled`,
      `aws dynamodb delete-table --region ${region} --table-name ${name}`,
    ],
  },
  'AWS::ECR::Repository': {
    word: 'image repository',
    finder: repositoryFinder,
    deletion: (name, region) => [`aws ecr delete-repository --region ${region} --repository-name ${name} --force`],
  },
};
