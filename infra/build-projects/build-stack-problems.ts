import { templateProblems } from '../cloudformation/template-problems.ts';
import type { Found } from '../findings/finding.ts';
import type { BuildStack } from './build-stacks.ts';

const MOST_PROJECTS = 100;

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html */
const MOST_TAGS = 50;

/** What AWS would refuse of the stacks that projects are made in. */
export function* buildStackProblems(stacks: readonly BuildStack[]): Iterable<Found> {
  for (const { id, template } of stacks) {
    yield* templateProblems(`the stack ${id}`, template);
    const projects = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::CodeBuild::Project');
    if (projects.length > MOST_PROJECTS) {
      yield {
        id: 'too-many-projects',
        message: `${projects.length} projects belong by their names in the stack ${id}, which takes ${MOST_PROJECTS}: give some of them other names, or make them elsewhere and add their arns`,
      };
    }
    for (const { Properties } of projects) {
      const { length } = Properties['Tags'] as readonly unknown[];
      if (length > MOST_TAGS) {
        yield {
          id: 'too-many-tags',
          message: `project ${String(Properties['Name'])} has ${length} tags with those of the deployment; CodeBuild allows ${MOST_TAGS}: remove some`,
        };
      }
    }
  }
}
