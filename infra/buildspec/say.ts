import type { FindingId } from '../findings/catalogue.ts';
import type { YamlPath } from './offset-of-path.ts';

/** Takes what the reader of a part finds: where, what is wrong, and what would be right. */
export type Say<Where = YamlPath, Id extends FindingId = FindingId> = (id: Id, where: Where, message: string) => void;
