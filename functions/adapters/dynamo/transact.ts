import { randomUUID } from "node:crypto";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import type { TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { Unavailable } from "../../../core/errors.ts";
import { dynamo, orUnavailable } from "./client.ts";
import { TransactWriteCommand } from "./commands.ts";
import { fromItem } from "./documents.ts";

export type Write = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** A write whose condition did not hold, by its position; with the item as it is, where the write asks for it and there is one. */
export type Refused = { position: number; item: Record<string, unknown> | null };

const ATTEMPTS = 7;

/**
 * Writes all or nothing. Answers the writes whose conditions did not hold: none when everything is written. Conflicts with other
 * transactions are tried again, after a random while that doubles, and are Unavailable in the end.
 */
export async function tryTransact(TransactItems: Write[]): Promise<Refused[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      // Where only the answer was lost, it is asked for again with the same token, and is not done twice.
      await orUnavailable(dynamo.send(new TransactWriteCommand({ TransactItems, ClientRequestToken: randomUUID() })));
      return [];
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      const refused = reasons.flatMap(({ Code, Item }, position) =>
        Code === "ConditionalCheckFailed" ? [{ position, item: Item ? fromItem(Item) : null }] : [],
      );
      if (refused.length > 0) return refused;
      if (!reasons.some(({ Code }) => Code !== undefined && PASSING.has(Code))) throw error;
      if (attempt === ATTEMPTS) throw new Unavailable("The database", 1, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** attempt));
    }
  }
}

/** The same, for those who need the positions only. */
export const transact = async (TransactItems: Write[]): Promise<number[]> =>
  (await tryTransact(TransactItems)).map(({ position }) => position);

const PASSING = new Set(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]);
