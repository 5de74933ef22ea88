import { whyNoExcerpt, type WhyNoExcerpt } from '../why-no-excerpt.ts';
import { finding, type CheckedProject, type CheckFinding } from './check.ts';

export function* checkLogExcerpt({ project, buildspec }: CheckedProject): Iterable<CheckFinding> {
  if (!project.logExcerpt) return;
  const why = whyNoExcerpt(project, buildspec);
  if (!why) return;
  const { id, change } = ADVICE[why.withheld];
  yield finding(
    id,
    { project: ['logExcerpt'] },
    `Pushlight keeps no excerpt of the logs, since ${why.because}`,
    change,
  );
}

const ADVICE: Readonly<Record<WhyNoExcerpt['withheld'], Pick<CheckFinding, 'id' | 'change'>>> = {
  // What CodeBuild hides: https://docs.aws.amazon.com/codebuild/latest/userguide/data-protection.html
  secrets: {
    id: 'log-excerpt-withheld',
    change:
      'write logExcerpt: { secrets: masked } if it is enough that CodeBuild hides the plain values of secrets in the log, but not other forms of them such as base64',
  },
  'no log': {
    id: 'log-excerpt-without-log',
    change: 'remove logExcerpt, or write logsConfig: { cloudWatchLogs: { status: ENABLED } }',
  },
};
