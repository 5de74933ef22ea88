import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { replaceFile } from './state/replace-file.ts';
import { findHolder } from './state-directory.ts';

const Service = v.object({ pid: v.number(), url: v.string(), awsUrl: v.string() });

/** The service that runs with a state directory: its process, its gateway, and its AWS endpoint. */
export type Service = v.InferOutput<typeof Service>;

const fileIn = (directory: string): string => path.join(directory, 'service.json');

/** Writes where this process can be reached, for commands and hooks. @returns a function that removes it again */
export async function announceService(
  directory: string,
  { url, awsUrl }: Omit<Service, 'pid'>,
): Promise<() => Promise<void>> {
  const file = fileIn(directory);
  const service: Service = { pid: process.pid, url, awsUrl };
  replaceFile(file, `${JSON.stringify(service, undefined, 2)}\n`);
  return () => rm(file, { force: true });
}

/** The service that runs with the directory. The file of a killed service is ignored. */
export async function findService(directory: string): Promise<Service | undefined> {
  const text = await readFile(fileIn(directory), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const service = readService(text);
  return service && service.pid === (await findHolder(directory)) ? service : undefined;
}

function readService(text: string): Service | undefined {
  try {
    return v.parse(Service, JSON.parse(text));
  } catch {
    return undefined;
  }
}
