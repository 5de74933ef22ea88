import type { FindingId } from '../findings/catalogue.ts';
import type { YamlPath } from './offset-of-path.ts';

/** Receives a finding: where, what is wrong, and how to fix it. */
export type Say<Where = YamlPath, Id extends FindingId = FindingId> = (id: Id, where: Where, message: string) => void;
