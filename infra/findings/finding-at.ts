import { FINDINGS, type FindingId } from './catalogue.ts';
import type { Finding, Place } from './finding.ts';
import { hideCredentials } from './hide-credentials.ts';

export const findingAt = (id: FindingId, { file, line, column }: Place, message: string): Finding => ({
  id,
  severity: FINDINGS[id].severity,
  file,
  line,
  column,
  message: hideCredentials(message),
});
