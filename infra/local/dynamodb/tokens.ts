import { type BatchStep, type Database, under } from "./dynalite.ts";

// docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html: a token is good for ten minutes.
const LIFETIME_MS = 10 * 60 * 1000;
const PREFIX = "token~";

type Use = { digest: string; expires: number };
export type Tokens = {
  /** Digest of the transaction that used the token, if one did. */
  digestOf(token: string): string | undefined;
  /** What records the use in the transaction's own batch. */
  use(token: string, digest: string): BatchStep;
  /** Forgets the tokens whose time is over. */
  sweep(): Promise<void>;
};

/** Client request tokens of the transactions that were committed. `now` answers epoch milliseconds. */
export async function openTokens(db: Database, now: () => number): Promise<Tokens> {
  const stored = (await db.iterator(under(PREFIX)).all()) as [string, Use][];
  // In the order of their expiry.
  const uses = new Map(stored.sort(([, one], [, other]) => one.expires - other.expires));

  return {
    digestOf(token) {
      const use = uses.get(PREFIX + token);
      return use && use.expires > now() ? use.digest : undefined;
    },
    use(token, digest) {
      const key = PREFIX + token;
      const value = { digest, expires: now() + LIFETIME_MS };
      uses.delete(key);
      uses.set(key, value);
      return { type: "put", key, value };
    },
    async sweep() {
      const steps: BatchStep[] = [];
      for (const [key, { expires }] of uses) {
        if (expires > now()) break;
        uses.delete(key);
        steps.push({ type: "del", key });
      }
      if (steps.length > 0) await db.batch(steps);
    },
  };
}
