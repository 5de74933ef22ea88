import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  array,
  boolean,
  integer,
  maxLength,
  maxValue,
  minLength,
  minValue,
  number,
  object,
  optional,
  parse,
  picklist,
  pipe,
  record,
  regex,
  string,
} from 'valibot';
import type { InferOutput } from 'valibot';
import { awsJsonResponse, operation } from '../aws/aws-json.ts';
import type { AwsOperation } from '../aws/aws-json.ts';
import { AwsError } from '../aws/aws-service.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../../serverless-file/local-stage.ts';
import type { AwsService } from '../aws/aws-service.ts';
import { readIfThere } from '../state/read-if-there.ts';
import { replaceFile } from '../state/replace-file.ts';

const ParameterType = picklist(['String', 'SecureString']);
const Parameter = object({
  type: ParameterType,
  value: string(),
  version: number(),
  /** Milliseconds since 1970. */
  modifiedAt: number(),
});
type Parameter = InferOutput<typeof Parameter>;

export interface Parameters extends AwsService {
  /** The value; undefined if the parameter does not exist. */
  get(name: string): string | undefined;
  /** Creates or overwrites a SecureString. */
  put(name: string, value: string): void;
  remove(name: string): void;
}

/** The limit of a standard parameter, in bytes. */
const LONGEST_VALUE = 4096;
const PAGE = 10;

/**
 * A stand-in for Parameter Store, backed by `parameters.json` in the directory. Only the owner can read the file, since
 * it contains the SecureStrings' values in plain text.
 * @throws Error if the file is damaged
 */
export function createParameters({ directory }: { readonly directory: string }): Parameters {
  const file = join(directory, 'parameters.json');
  const parameters = readParameters(file);

  /** Writes one change. */
  function save(name: string, parameter: Parameter | undefined): void {
    const next = new Map(parameters);
    if (parameter) next.set(name, parameter);
    else next.delete(name);
    writeParameters(directory, file, next);
    if (parameter) parameters.set(name, parameter);
    else parameters.delete(name);
  }

  function put(name: string, type: Parameter['type'], value: string): number {
    if (Buffer.byteLength(value) > LONGEST_VALUE) {
      throw new AwsError(
        'ValidationException',
        `A standard parameter's value has at most ${LONGEST_VALUE} characters.`,
      );
    }
    const version = (parameters.get(name)?.version ?? 0) + 1;
    save(name, { type, value, version, modifiedAt: Date.now() });
    return version;
  }

  const remove = (name: string): void => save(name, undefined);
  const operations = operationsOf(parameters, { put, remove });
  return {
    signingName: 'ssm',
    handle: (request) => awsJsonResponse('AmazonSSM', operations, request),
    get: (name) => parameters.get(name)?.value,
    put: (name, value) => {
      put(name, 'SecureString', value);
    },
    remove,
  };
}

const Name = pipe(string(), regex(/^[\w./-]{1,1011}$/));
const WithDecryption = optional(boolean(), false);

const operationsOf = (
  parameters: ReadonlyMap<string, Parameter>,
  change: { put(name: string, type: Parameter['type'], value: string): number; remove(name: string): void },
): Readonly<Record<string, AwsOperation>> => ({
  GetParameter: operation(object({ Name, WithDecryption }), ({ Name, WithDecryption }) => {
    const parameter = parameters.get(Name);
    if (!parameter) throw notFound(Name);
    return { Parameter: toWire(Name, parameter, WithDecryption) };
  }),

  GetParameters: operation(
    object({ Names: pipe(array(Name), minLength(1), maxLength(PAGE)), WithDecryption }),
    ({ Names, WithDecryption }) => {
      const found = Names.flatMap((name) => {
        const parameter = parameters.get(name);
        return parameter ? [toWire(name, parameter, WithDecryption)] : [];
      });
      return { Parameters: found, InvalidParameters: Names.filter((name) => !parameters.has(name)) };
    },
  ),

  GetParametersByPath: operation(
    object({
      Path: pipe(string(), regex(/^\//)),
      Recursive: optional(boolean(), false),
      MaxResults: optional(pipe(number(), integer(), minValue(1), maxValue(PAGE)), PAGE),
      NextToken: optional(string()),
      WithDecryption,
    }),
    ({ Path, Recursive, MaxResults, NextToken, WithDecryption }) => {
      const after = NextToken === undefined ? '' : Buffer.from(NextToken, 'base64url').toString();
      const below = [...parameters]
        .filter(([name]) => isBelow(Path, name, Recursive) && name > after)
        .sort(([a], [b]) => (a < b ? -1 : 1));
      const page = below.slice(0, MaxResults);
      const last = page.at(-1)?.[0];
      return {
        Parameters: page.map(([name, parameter]) => toWire(name, parameter, WithDecryption)),
        ...(last !== undefined && below.length > page.length && { NextToken: Buffer.from(last).toString('base64url') }),
      };
    },
  ),

  PutParameter: operation(
    object({ Name, Value: string(), Type: optional(ParameterType), Overwrite: optional(boolean(), false) }),
    ({ Name, Value, Type, Overwrite }) => {
      const existing = parameters.get(Name);
      if (existing && !Overwrite) {
        throw new AwsError(
          'ParameterAlreadyExists',
          'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
        );
      }
      const type = Type ?? existing?.type;
      if (!type) throw new AwsError('ValidationException', 'A parameter type is required when you create a parameter.');
      return { Version: change.put(Name, type, Value), Tier: 'Standard' };
    },
  ),

  DeleteParameter: operation(object({ Name }), ({ Name }) => {
    if (!parameters.has(Name)) throw notFound(Name);
    change.remove(Name);
    return {};
  }),
});

const toWire = (name: string, { type, value, version, modifiedAt }: Parameter, decrypt: boolean): object => ({
  Name: name,
  Type: type,
  Value: type === 'SecureString' && !decrypt ? ciphertext() : value,
  Version: version,
  LastModifiedDate: modifiedAt / 1000,
  ARN: `arn:aws:ssm:${LOCAL_REGION}:${LOCAL_ACCOUNT}:parameter${name.startsWith('/') ? '' : '/'}${name}`,
  DataType: 'text',
});

/** Reveals nothing about the value, like a value that KMS encrypted. */
const ciphertext = (): string => `AQICAH${randomBytes(90).toString('base64')}`;

const notFound = (name: string): AwsError => new AwsError('ParameterNotFound', `The parameter ${name} does not exist.`);

function isBelow(path: string, name: string, recursive: boolean): boolean {
  const parent = path.endsWith('/') ? path : `${path}/`;
  return name.startsWith(parent) && (recursive || !name.slice(parent.length).includes('/'));
}

function readParameters(file: string): Map<string, Parameter> {
  const text = readIfThere(file);
  if (text === undefined) return new Map();
  try {
    return new Map(Object.entries(parse(record(string(), Parameter), JSON.parse(text))));
  } catch (cause) {
    throw new Error(`${file} is damaged: repair it, or delete it together with all its secrets.`, { cause });
  }
}

function writeParameters(directory: string, file: string, parameters: ReadonlyMap<string, Parameter>): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  replaceFile(file, `${JSON.stringify(Object.fromEntries(parameters), null, 2)}\n`);
}
