import { parse, record, string, union, unknown } from 'valibot';
import { readIfThere } from './state/read-if-there.ts';

const Secrets = record(string(), union([string(), record(string(), unknown())]));

/**
 * The text of a Secrets Manager secret, by its name or ARN, from a file that maps names to texts or JSON objects. The
 * file can change at any time; without it, there are no secrets.
 * @throws Error if the file is damaged
 */
export function readSecret(file: string, id: string): string | undefined {
  const text = readIfThere(file);
  if (text === undefined) return undefined;
  let secrets: Record<string, string | Record<string, unknown>>;
  try {
    secrets = parse(Secrets, JSON.parse(text));
  } catch (cause) {
    throw new Error(`${file} is not valid: it must be a JSON object that maps names of secrets to texts or objects`, {
      cause,
    });
  }
  // The ARN of a secret ends with its name, a hyphen and six random characters, which can be omitted.
  const name = id.replace(/^arn:.*:secret:/, '');
  const secret = secrets[id] ?? secrets[name] ?? secrets[name.replace(/-\w{6}$/, '')];
  return typeof secret === 'object' ? JSON.stringify(secret) : secret;
}
