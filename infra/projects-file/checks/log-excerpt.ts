import { whyNoExcerpt, type WhyNoExcerpt } from '../why-no-excerpt.ts';
import { finding, type CheckedProject, type CheckFinding } from './check.ts';

export function* checkLogExcerpt({ project, buildspec }: CheckedProject): Iterable<CheckFinding> {
  if (!project.logExcerpt) return;
  const why = whyNoExcerpt(project, buildspec);
  if (!why) return;
  const { id, change } = ADVICE[why.withheld];
  yield finding(id, { project: ['logExcerpt'] }, `no excerpt of a log is kept, since ${why.because}`, change);
}

const ADVICE: Readonly<Record<WhyNoExcerpt['withheld'], Pick<CheckFinding, 'id' | 'change'>>> = {
  // What CodeBuild hides: https://docs.aws.amazon.com/codebuild/latest/userguide/data-protection.html
  secrets: {
    id: 'log-excerpt-withheld',
    change:
      'write secrets: masked below logExcerpt if you rely on CodeBuild, which hides these values in the log as they are, but not in another form such as base64',
  },
  'no log': {
    id: 'log-excerpt-without-log',
    change: 'remove logExcerpt, or write logsConfig: { cloudWatchLogs: { status: ENABLED } }',
  },
};
