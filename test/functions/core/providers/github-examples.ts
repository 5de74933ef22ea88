import module from '@octokit/webhooks-examples';

interface Examples {
  /** The event: "push". */
  readonly name: string;
  readonly examples: readonly object[];
}

/** Payloads that GitHub sent, as Octokit collects them. The package's types say something else than it exports. */
export const githubExamples = module as unknown as readonly Examples[];

export const githubPayloads = (event: string): readonly object[] =>
  githubExamples.find(({ name }) => name === event)?.examples ?? [];
