import type { FindingId } from '../findings/catalogue.ts';
import type { YamlPath } from './yaml/yaml-source.ts';

/** Takes what a reader of one part finds: where, what is wrong, and what would be right. */
export type Say = (id: FindingId, path: YamlPath, message: string) => void;
