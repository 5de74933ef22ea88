import { templateProblems } from '../cloudformation/template-problems.ts';
import type { Found } from '../findings/finding.ts';
import type { BuildStack } from './build-stacks.ts';

const MOST_PROJECTS = 100;

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html */
const MOST_TAGS = 50;

/** The reasons why AWS would refuse the stacks that contain the projects. */
export function* buildStackProblems(stacks: readonly BuildStack[]): Iterable<Found> {
  for (const { id, template } of stacks) {
    yield* templateProblems(`the stack ${id}`, template);
    const projects = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::CodeBuild::Project');
    if (projects.length > MOST_PROJECTS) {
      yield {
        id: 'too-many-projects',
        message: `the names of ${projects.length} projects assign them to the stack ${id}, which can hold ${MOST_PROJECTS}: give some of them other names, or create them elsewhere and add their arns`,
      };
    }
    for (const { Properties } of projects) {
      const { length } = Properties['Tags'] as readonly unknown[];
      if (length > MOST_TAGS) {
        yield {
          id: 'too-many-tags',
          message: `project ${String(Properties['Name'])} has ${length} tags including those of the deployment, but CodeBuild allows ${MOST_TAGS}: remove some`,
        };
      }
    }
  }
}
