import * as Sentry from "@sentry/node";
import { readRunning } from "./running.ts";

/** `npm run demo:error`: an ordinary program with Sentry's SDK in it, pointed at the running Lockstep. */
const { api, token } = readRunning();
const answer = await fetch(`${api}/api/0/projects/acme/web/keys/`, { headers: { authorization: `Bearer ${token}` } });
const [key] = (await answer.json()) as [{ dsn: { public: string } }];

Sentry.init({ dsn: key.dsn.public });
function checkout(): never {
  throw new Error(process.argv[2] ?? "The cart is empty");
}
try {
  checkout();
} catch (error) {
  Sentry.captureException(error);
}
await Sentry.close(5000);
console.log(`Sent to ${key.dsn.public}`);
