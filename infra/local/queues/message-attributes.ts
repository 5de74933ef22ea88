import { createHash } from 'node:crypto';
import { object, optional, pipe, record, regex, string } from 'valibot';
import type { InferOutput } from 'valibot';

/** A sender's own attributes, as sent: binary values in base64. */
export const MessageAttributes = record(
  string(),
  object({
    DataType: pipe(string(), regex(/^(?:String|Number|Binary)(?:\..+)?$/)),
    StringValue: optional(string()),
    BinaryValue: optional(string()),
  }),
);
export type MessageAttributes = InferOutput<typeof MessageAttributes>;

const STRING = 1;
const BINARY = 2;

/**
 * The digest that clients check; undefined if there are no attributes.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
export function messageAttributesMd5(attributes: MessageAttributes): string | undefined {
  const entries = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return undefined;
  const hash = createHash('md5');
  const update = (data: string | Buffer): void => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(Buffer.byteLength(data));
    hash.update(length).update(data);
  };
  for (const [name, { DataType, StringValue, BinaryValue }] of entries) {
    update(name);
    update(DataType);
    hash.update(Buffer.of(BinaryValue === undefined ? STRING : BINARY));
    update(BinaryValue === undefined ? (StringValue ?? '') : Buffer.from(BinaryValue, 'base64'));
  }
  return hash.digest('hex');
}

/** Their share of a message's size, in bytes. */
export const messageAttributesSize = (attributes: MessageAttributes): number =>
  Object.entries(attributes).reduce(
    (size, [name, { DataType, StringValue = '', BinaryValue = '' }]) =>
      size + Buffer.byteLength(name + DataType + StringValue) + Buffer.byteLength(BinaryValue, 'base64'),
    0,
  );

/** The attributes that a receiver asks for: by name, by prefix ("build.*"), or all of them ("All", ".*"). */
export const selectMessageAttributes = (attributes: MessageAttributes, names: readonly string[]): MessageAttributes =>
  Object.fromEntries(
    Object.entries(attributes).filter(([name]) =>
      names.some(
        (wanted) =>
          wanted === 'All' || wanted === name || (wanted.endsWith('.*') && name.startsWith(wanted.slice(0, -2))),
      ),
    ),
  );
