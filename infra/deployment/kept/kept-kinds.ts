import type { Existing, KeptType } from '../../template/kept-resources.ts';
import { repositoryFinder } from './repository-finder.ts';
import { tableFinder } from './table-finder.ts';
import type { Target } from '../target/target.ts';

interface KeptKind {
  readonly word: string;
  /** Finds a resource by its name; undefined if there is none. @throws Error if it belongs to somebody else */
  readonly finder: (target: Target) => (name: string) => Promise<Existing | undefined>;
  /** The commands that delete it with all its data. */
  deletion(name: string, region: string): readonly string[];
}

/** The resources that outlive a deployment, and that the next one imports. */
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
