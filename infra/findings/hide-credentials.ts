import { hideRanges, matchesOf } from '../../functions/core/redaction/ranges.ts';
import {
  CREDENTIAL_QUERY,
  isCredential,
  USER_PARTS,
  WEBHOOK_URLS,
} from '../../functions/core/redaction/url-credentials.ts';

/** Puts `***` in place of the credentials in a text's URLs; a text without any comes back as it is. */
export const hideCredentials = (text: string): string =>
  hideRanges(text, [
    ...USER_PARTS.flatMap((pattern) => [
      ...matchesOf(text, pattern, ({ groups }) => isCredential(groups['user'] ?? '', groups['password'], isStandIn)),
    ]),
    ...matchesOf(text, CREDENTIAL_QUERY, ({ secret }) => !isStandIn(secret)),
    ...WEBHOOK_URLS.flatMap((pattern) => [...matchesOf(text, pattern)]),
  ]);

/** A variable of the shell, or what an example puts in its place. In files, nothing is expanded yet. */
const isStandIn = (value: string): boolean => /^(?:\$.*|.*\$[\w{(].*|%\w+%|\{.*\}|\[.*\]|[*.…x]+)$/i.test(value);
