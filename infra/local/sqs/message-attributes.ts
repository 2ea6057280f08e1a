import { createHash, type Hash } from "node:crypto";

/** As on the wire: `BinaryValue` is base64. */
export type MessageAttribute = { DataType: string; StringValue?: string | undefined; BinaryValue?: string | undefined };
export type MessageAttributes = Record<string, MessageAttribute>;

const valueBytes = (attribute: MessageAttribute): Buffer =>
  attribute.BinaryValue === undefined ? Buffer.from(attribute.StringValue ?? "") : Buffer.from(attribute.BinaryValue, "base64");

/** What counts against the size limits: body, attribute names, types and values. */
export function messageSize(body: string, attributes: MessageAttributes): number {
  let size = Buffer.byteLength(body);
  for (const [name, attribute] of Object.entries(attributes)) {
    size += Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType) + valueBytes(attribute).length;
  }
  return size;
}

export const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

/** "Calculating the MD5 message digest for message attributes" of the SQS developer guide. Undefined when there are none. */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const sorted = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  if (sorted.length === 0) return undefined;
  const hash = createHash("md5");
  for (const [name, attribute] of sorted) {
    addWithLength(hash, Buffer.from(name));
    addWithLength(hash, Buffer.from(attribute.DataType));
    hash.update(Buffer.from([attribute.BinaryValue === undefined ? 1 : 2]));
    addWithLength(hash, valueBytes(attribute));
  }
  return hash.digest("hex");
}

function addWithLength(hash: Hash, bytes: Buffer): void {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  hash.update(length).update(bytes);
}

/** The attributes that a receiver asked for: by name, by prefix (`name.*`) or all. */
export function selectAttributes(attributes: MessageAttributes, wanted: readonly string[]): MessageAttributes {
  if (wanted.includes("All") || wanted.includes(".*")) return attributes;
  const asked = (name: string) => wanted.some((it) => it === name || (it.endsWith(".*") && name.startsWith(it.slice(0, -1))));
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => asked(name)));
}
