import module from '@octokit/webhooks-examples';

interface Examples {
  /** The event: "push". */
  readonly name: string;
  readonly examples: readonly object[];
}

/** Payloads that GitHub sent, collected by Octokit. The package's types do not match its exports. */
export const githubExamples = module as unknown as readonly Examples[];

export const githubPayloads = (event: string): readonly object[] =>
  githubExamples.find(({ name }) => name === event)?.examples ?? [];
