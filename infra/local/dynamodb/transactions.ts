import { createHash } from "node:crypto";
import * as z from "zod";
import type { Mutation } from "./commits.ts";
import { capacityUnits, createKey, type Input, type Item, parse, run, validateKey } from "./dynalite.ts";
import { itemPrefix } from "./entries.ts";
import { type CancellationReason, canceled, isApiError, isConditionFailed, tokenMismatch, validation } from "./errors.ts";
import type { Operations, Request } from "./operations.ts";
import type { Tokens } from "./tokens.ts";
import { apply, itemBefore, prepare, type Write, type Writing } from "./writes.ts";

// docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
const MAX_ITEMS = 100;
const ACTIONS = { Put: "PutItem", Update: "UpdateItem", Delete: "DeleteItem", ConditionCheck: "DeleteItem" } as const;
type Kind = keyof typeof ACTIONS;

const Part = z.record(z.string(), z.unknown());
const Capacity = z.enum(["INDEXES", "TOTAL", "NONE"]).default("NONE");
const WriteRequest = z.object({
  TransactItems: z
    .array(z.partialRecord(z.enum(["Put", "Update", "Delete", "ConditionCheck"]), Part))
    .min(1)
    .max(MAX_ITEMS),
  ClientRequestToken: z.string().min(1).max(36).optional(),
  ReturnConsumedCapacity: Capacity,
});
const GetRequest = z.object({
  TransactItems: z
    .array(z.object({ Get: Part }))
    .min(1)
    .max(MAX_ITEMS),
  ReturnConsumedCapacity: Capacity,
});

type Step = Write & { kind: Kind };

export function transactionOperations(writing: Writing & { tokens: Tokens }): Operations {
  const { store, tables, tokens, withLocks, commit } = writing;

  function stepOf(parts: Partial<Record<Kind, Request>>): Step {
    const [[kind, request] = [], ...others] = Object.entries(parts) as [Kind, Request][];
    if (!kind || !request || others.length > 0) throw validation("TransactItems can only contain one of Check, Put, Update or Delete");
    if (kind === "ConditionCheck" && !request.ConditionExpression) throw validation("A ConditionCheck must have a ConditionExpression");
    return { kind, ...prepare(writing, ACTIONS[kind], request) };
  }

  async function commitAll(steps: readonly Step[], token: string | undefined, digest: string): Promise<Mutation[]> {
    const mutations: Mutation[] = [];
    const reasons: CancellationReason[] = [];
    for (const step of steps) {
      const before = await itemBefore(writing, step);
      try {
        const { after } = apply(writing, step, before);
        mutations.push({ table: step.table, before, after: step.kind === "ConditionCheck" ? before : after });
        reasons.push({ Code: "None" });
      } catch (error) {
        reasons.push(reasonOf(error));
      }
    }
    if (mutations.length < steps.length) throw canceled(reasons);
    const written = mutations.filter((_, index) => steps[index]?.kind !== "ConditionCheck");
    await commit(written, token ? [tokens.use(token, digest)] : []);
    return mutations;
  }

  function readOf(request: Request): { input: Input; id: string } {
    const input = parse("GetItem", { ...request, ConsistentRead: true, ReturnConsumedCapacity: "TOTAL" }, store);
    const { description } = tables.get(input.TableName);
    const key = input.Key ?? {};
    const invalid = validateKey(key, description);
    if (invalid) throw invalid;
    return { input, id: itemPrefix(input.TableName) + createKey(key, description) };
  }

  return {
    async TransactWriteItems(request) {
      const { TransactItems, ClientRequestToken: token, ReturnConsumedCapacity } = WriteRequest.parse(request);
      const digest = createHash("sha256").update(JSON.stringify(TransactItems)).digest("hex");
      const steps = TransactItems.map(stepOf);
      const ids = steps.map(({ id }) => id);
      if (new Set(ids).size < ids.length) throw validation("Transaction request cannot include multiple operations on one item");
      return withLocks(token ? [...ids, `token~${token}`] : ids, async () => {
        const used = token && tokens.digestOf(token);
        if (used && used !== digest) throw tokenMismatch();
        if (used) {
          const items = await Promise.all(steps.map((step) => itemBefore(writing, step)));
          const read = steps.map(({ input }, index) => ({ table: input.TableName, units: 2 * capacityUnits(items[index], true, true) }));
          return consumed(ReturnConsumedCapacity, "ReadCapacityUnits", read);
        }
        const mutations = await commitAll(steps, token, digest);
        return consumed(ReturnConsumedCapacity, "WriteCapacityUnits", mutations.map(written));
      });
    },
    async TransactGetItems(request) {
      const { TransactItems, ReturnConsumedCapacity } = GetRequest.parse(request);
      const reads = TransactItems.map(({ Get }) => readOf(Get));
      return withLocks(
        reads.map(({ id }) => id),
        async () => {
          const outputs = await Promise.all(reads.map(({ input }) => run("GetItem", store, input)));
          const read = outputs.map(({ ConsumedCapacity: it }) => ({ table: it!.TableName, units: 2 * it!.CapacityUnits }));
          return {
            Responses: outputs.map(({ Item }) => (Item ? { Item } : {})),
            ...consumed(ReturnConsumedCapacity, "ReadCapacityUnits", read),
          };
        },
      );
    },
  };
}

function reasonOf(error: unknown): CancellationReason {
  if (!isApiError(error)) throw error;
  if (!isConditionFailed(error)) return { Code: "ValidationError", Message: error.message };
  const item = error.body.Item as Item | undefined;
  return { Code: "ConditionalCheckFailed", Message: error.message, ...(item && { Item: item }) };
}

type Consumption = { table: string; units: number };

/** Two units for every started KB of the larger of the item before and after (developerguide/read-write-operations.html). */
function written({ table, before, after }: Mutation): Consumption {
  const units = 2 * Math.max(capacityUnits(before, false, true), capacityUnits(after, false, true));
  return { table: table.description.TableName, units };
}

function consumed(asked: string, name: "ReadCapacityUnits" | "WriteCapacityUnits", all: readonly Consumption[]): object {
  if (asked === "NONE") return {};
  const units = new Map<string, number>();
  for (const { table, units: more } of all) units.set(table, (units.get(table) ?? 0) + more);
  return { ConsumedCapacity: [...units].map(([TableName, total]) => ({ TableName, CapacityUnits: total, [name]: total })) };
}
