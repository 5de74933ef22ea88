import { suggestName } from '../../findings/suggest-name.ts';
import { readTokenRecord, writeTokenRecord, type TokenRecord } from '../../../functions/core/access/token-record.ts';
import { LONGEST_VALUE, type ParameterStore } from './parameter-store.ts';

export interface KeptToken {
  readonly id: string;
  /** Undefined if the stored record is not valid. */
  readonly record: TokenRecord | undefined;
}

export interface Tokens {
  /** By name. */
  list(): Promise<readonly KeptToken[]>;
  /** @throws Error if no token has that name or id */
  find(nameOrId: string): Promise<KeptToken>;
  write(id: string, record: TokenRecord): Promise<void>;
  remove(id: string): Promise<void>;
}

/** What is stored about a stage's tokens: one parameter each, with hashes and never the tokens themselves. */
export function tokensIn(store: ParameterStore): Tokens {
  const path = `/pushlight/${store.stage}/tokens/`;

  async function list(): Promise<readonly KeptToken[]> {
    const values = await store.valuesUnder(path);
    const kept = [...values].map(([id, value]) => ({ id, record: readTokenRecord(value) }));
    return kept.toSorted((one, other) => nameOf(one).localeCompare(nameOf(other)));
  }

  return {
    list,
    async find(nameOrId) {
      const kept = await list();
      const found = kept.find(({ id, record }) => id === nameOrId || record?.name === nameOrId);
      if (found) return found;
      const right = suggestName(nameOrId, kept.map(nameOf));
      throw new Error(`The stage "${store.stage}" has no token with the name or id "${nameOrId}": ${right}`);
    },
    async write(id, record) {
      const value = writeTokenRecord(record);
      if (Buffer.byteLength(value) > LONGEST_VALUE) {
        throw new Error(
          `The token's grant is longer than ${LONGEST_VALUE} bytes: name fewer projects, refs and variables, or use patterns.`,
        );
      }
      await store.put(path + id, value);
    },
    remove: (id) => store.remove(path + id),
  };
}

const nameOf = ({ id, record }: KeptToken): string => record?.name ?? id;
