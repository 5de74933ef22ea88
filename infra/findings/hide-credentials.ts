import { hideRanges, matchesOf } from '../../functions/core/redaction/ranges.ts';
import {
  CREDENTIAL_QUERY,
  isCredential,
  USER_PARTS,
  WEBHOOK_URLS,
} from '../../functions/core/redaction/url-credentials.ts';

/** Replaces the credentials in a text's URLs with `***`; a text without credentials is returned unchanged. */
export const hideCredentials = (text: string): string =>
  hideRanges(text, [
    ...USER_PARTS.flatMap((pattern) => [
      ...matchesOf(text, pattern, ({ groups }) => isCredential(groups['user'] ?? '', groups['password'], isStandIn)),
    ]),
    ...matchesOf(text, CREDENTIAL_QUERY, ({ secret }) => !isStandIn(secret)),
    ...WEBHOOK_URLS.flatMap((pattern) => [...matchesOf(text, pattern)]),
  ]);

/** A shell variable, which is not expanded in a file, or a placeholder in an example. */
const isStandIn = (value: string): boolean => /^(?:\$.*|.*\$[\w{(].*|%\w+%|\{.*\}|\[.*\]|[*.…x]+)$/i.test(value);
