import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { Unavailable } from "../../../core/errors.ts";
import { dynamo, orUnavailable } from "./client.ts";

export type Write = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

const ATTEMPTS = 7;

/**
 * Writes all or nothing. Answers the positions of the writes whose conditions did not hold: none when everything is written. Conflicts
 * with other transactions are tried again, after a random while that doubles, and are Unavailable in the end.
 */
export async function transact(TransactItems: Write[]): Promise<number[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      await orUnavailable(dynamo.send(new TransactWriteCommand({ TransactItems })));
      return [];
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code);
      const failed = codes.flatMap((code, position) => (code === "ConditionalCheckFailed" ? [position] : []));
      if (failed.length > 0) return failed;
      if (!codes.some((code) => code !== undefined && PASSING.has(code))) throw error;
      if (attempt === ATTEMPTS) throw new Unavailable("The database", 1, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** attempt));
    }
  }
}

const PASSING = new Set(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]);
