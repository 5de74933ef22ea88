import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/** The tests that start most of the processes, those first that take longest. */
const PROCESSES = [
  /\/deploy\.ci\./,
  /\/end-to-end\//,
  /\/infra\/(?:commands|local\/codebuild|local\/git|package|template)\//,
];

/**
 * Files that start processes come first, the others in vitest's own order. Workers grow from 170 MB to 1 GB as they keep the
 * modules of every file, and starting a process then takes ten times as long: its memory is mapped a second time.
 */
export class SmallWorkersFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification): number => {
      const folder = PROCESSES.findIndex((pattern) => pattern.test(moduleId));
      return folder < 0 ? PROCESSES.length : folder;
    };
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}
