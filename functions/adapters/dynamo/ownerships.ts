import { gunzipSync, gzipSync } from "node:zlib";
import { Invalid, NotFound } from "../../../core/errors.ts";
import { NO_OWNERSHIP, type Ownership, type RuleFile } from "../../../core/ownership/ownership.ts";
import type { OwnershipChange, Ownerships } from "../../../core/ownership/ports.ts";
import { activeProject } from "./active-project.ts";
import { batchGet } from "./batch-get.ts";
import { getItem, tableName } from "./client.ts";
import { keys } from "./keys.ts";
import { changeItem } from "./outbox-items.ts";
import { transact, type Write } from "./transact.ts";

type Place = { organizationId: number; projectId: number };

// An item may have 400 KB, a transaction 4 MB.
const PIECE = 300_000;
const MOST_PIECES = 12;

export const ownerships: Ownerships = {
  async get(organizationId, projectId) {
    const Key = keys.ownership(organizationId, projectId);
    const Item = await getItem(Key);
    const { pk: _pk, sk: _sk, ...ownership } = Item ?? {};
    return { ...NO_OWNERSHIP, ...ownership } as Ownership;
  },

  async content(organizationId, projectId, { files }, fileId) {
    const file = files.find((it) => it.id === fileId);
    if (!file) return null;
    const items = await batchGet(piecesOf({ organizationId, projectId }, file));
    if (items.length < file.pieces) return null;
    const pieces = items.sort((a, b) => (a.piece as number) - (b.piece as number)).map((it) => it.gzip as Uint8Array);
    return gunzipSync(Buffer.concat(pieces)).toString();
  },

  async save(organizationId, projectId, before, change) {
    const place = { organizationId, projectId };
    const version = before.version + 1;
    const texts = change.file?.content ? split(change.file.content) : [];
    const files = filesAfter(before, change, version, texts.length);
    const createdAt = before.createdAt ?? change.at;
    const ownership: Ownership = { ...change.settings, version, files, createdAt, updatedAt: change.at };
    const replaced = before.files.filter((it) => it.id === change.file?.id);
    const written = files.find((it) => it.version === version);
    const failed = await transact([
      activeProject(organizationId, projectId),
      head(place, before.version, ownership),
      ...replaced.flatMap((it) => piecesOf(place, it)).map((Key): Write => ({ Delete: { TableName: tableName(), Key } })),
      ...(written ? piecesOf(place, written) : []).map((key, piece) => put({ ...key, piece, gzip: texts[piece] })),
      changeItem(organizationId, { kind: "ownership", projectId, version }, change.at),
    ]);
    if (failed.includes(0)) throw new NotFound();
    return failed.length === 0 ? ownership : null;
  },
};

const piecesOf = ({ organizationId, projectId }: Place, { id, version, pieces }: RuleFile) =>
  Array.from({ length: pieces }, (_, piece) => keys.rules(organizationId, projectId, id, version, piece));

function split(content: string): Uint8Array[] {
  const gzip = gzipSync(content);
  if (gzip.length > MOST_PIECES * PIECE) {
    const message = `The rules take more than ${MOST_PIECES * PIECE} bytes even when compressed. Leave out what is not needed here.`;
    throw new Invalid(message, { fields: { raw: [message] } });
  }
  return Array.from({ length: Math.ceil(gzip.length / PIECE) }, (_, n) => gzip.subarray(n * PIECE, (n + 1) * PIECE));
}

function filesAfter({ files }: Ownership, { file, at }: OwnershipChange, version: number, pieces: number): RuleFile[] {
  if (!file) return files;
  const createdAt = files.find((it) => it.id === file.id)?.createdAt ?? at;
  const others = files.filter((it) => it.id !== file.id);
  return file.content === null ? others : [...others, { id: file.id, version, pieces, createdAt, updatedAt: at }];
}

const put = (Item: Record<string, unknown>): Write => ({ Put: { TableName: tableName(), Item } });

const head = ({ organizationId, projectId }: Place, before: number, ownership: Ownership): Write => ({
  Put: {
    TableName: tableName(),
    Item: { ...keys.ownership(organizationId, projectId), ...ownership },
    ConditionExpression: before === 0 ? "attribute_not_exists(pk)" : "version = :before",
    ...(before > 0 && { ExpressionAttributeValues: { ":before": before } }),
  },
});
