import type { AwsResponse } from '../../../../infra/local/aws/aws-service.ts';

/** XML of an object: a list is `member` elements, as the query protocol has it. */
export function xml(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => `<member>${xml(item)}</member>`).join('');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => `<${key}>${xml(item)}</${key}>`)
      .join('');
  }
  return String(value).replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}

export const xmlResponse = (status: number, body: string): AwsResponse => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<?xml version="1.0"?>${body}`,
});
