import { parse, record, string, union, unknown } from 'valibot';
import { readIfThere } from './state/read-if-there.ts';

const Secrets = record(string(), union([string(), record(string(), unknown())]));

/**
 * The text of a secret of Secrets Manager, by its name or ARN, from a file that maps names to texts or to JSON objects.
 * The file may change at any time; without one there are no secrets.
 * @throws Error when the file is damaged
 */
export function readSecret(file: string, id: string): string | undefined {
  const text = readIfThere(file);
  if (text === undefined) return undefined;
  let secrets: Record<string, string | Record<string, unknown>>;
  try {
    secrets = parse(Secrets, JSON.parse(text));
  } catch (cause) {
    throw new Error(`${file} holds no secrets: expected a JSON object of texts and objects by their names`, { cause });
  }
  // The ARN of a secret ends in its name, a hyphen and six random characters, which may be left out.
  const name = id.replace(/^arn:.*:secret:/, '');
  const secret = secrets[id] ?? secrets[name] ?? secrets[name.replace(/-\w{6}$/, '')];
  return typeof secret === 'object' ? JSON.stringify(secret) : secret;
}
