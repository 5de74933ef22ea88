/** What a host's response names as the reason; empty if there is none. */
export function hostReason(body: unknown): string {
  return [...new Set(fieldsOf(body).flatMap(textsOf))].join('; ');
}

/** As GitHub, GitLab, Bitbucket and Gitea name them. */
const fieldsOf = (body: unknown): readonly unknown[] => {
  const { message, error, errors } = Object(body) as Readonly<Record<string, unknown>>;
  return [message, error, errors];
};

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  return 'message' in value ? textsOf(value.message) : [JSON.stringify(value)];
}
