/** The parts of valibot's issue that are read here. */
export interface Issue {
  readonly input: unknown;
  readonly message: string;
  readonly path?: readonly { readonly key: unknown }[] | undefined;
}

/**
 * What a schema found wrong, with the position of each problem: `repository.id: Expected number but received "7"`, `ref
 * is missing`. Never longer than a line or two.
 */
export function describeIssues(issues: readonly Issue[]): string {
  const told = issues.slice(0, 5).map((issue) => {
    const place = issue.path?.map(({ key }) => String(key)).join('.') ?? '';
    if (place !== '' && issue.input === undefined) return `${place.slice(0, 80)} is missing`;
    const message = issue.message.replace(/^Invalid type: /, '').slice(0, 120);
    return place === '' ? message : `${place.slice(0, 80)}: ${message}`;
  });
  const more = issues.length - told.length;
  return told.join('; ') + (more > 0 ? `; and ${more} more` : '');
}
