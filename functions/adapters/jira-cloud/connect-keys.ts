import { Unavailable } from "../../../core/errors.ts";
import type { ConnectKeys } from "../../../core/jira-cloud/connect/ports.ts";
import { JiraFailure } from "../../../core/jira-server/failure.ts";
import { send } from "../jira-server/transport.ts";
import { connectKeysUrl } from "../settings.ts";
import { warm } from "../warm.ts";

const NAME = "Atlassian's key server";
/** A key that was found stays what it is, under the address it was found at. */
const keys = warm<string>(3_600_000);
/** Characters; one of 4,096 bits has 800. */
const LONGEST = 4_000;

export const connectKeys: ConnectKeys = { find: (kid) => keys(`${connectKeysUrl()}/${kid}`, () => fetched(`${connectKeysUrl()}/${kid}`)) };

/** Only a clear no is one: whatever may pass is a fault of the server's. */
async function fetched(url: string): Promise<string | null> {
  const { status, text } = await send({ method: "GET", url: new URL(url), headers: { accept: "*/*" }, verifySsl: true }).catch(
    (error: unknown) => {
      throw error instanceof JiraFailure ? new Unavailable(NAME, undefined, { cause: error }) : error;
    },
  );
  if (status === 403 || status === 404) return null;
  const key = text.trim();
  if (status !== 200 || key.length > LONGEST || !key.startsWith("-----BEGIN PUBLIC KEY-----")) throw new Unavailable(NAME);
  return key;
}
