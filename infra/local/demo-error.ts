import * as Sentry from "@sentry/node";
import { readRunning, stop } from "./running.ts";

/** `npm run demo:error`: an ordinary program with Sentry's SDK in it, pointed at the running Lockstep. */
const { api, token } = readRunning();
const answer = await fetch(`${api}/api/0/projects/acme/web/keys/`, { headers: { authorization: `Bearer ${token}` } });
if (!answer.ok) stop("The project `web` of the demo is not there any more. Make one with that slug, and errors are sent to it.");
const [key] = (await answer.json()) as [{ dsn: { public: string } }];
const [, , message] = process.argv;

Sentry.init({ dsn: key.dsn.public });
// The same line throws them all: what it says makes another error of it.
if (message) Sentry.getCurrentScope().setFingerprint([message]);
function checkout(): never {
  throw new Error(message ?? "The cart is empty");
}
try {
  checkout();
} catch (error) {
  Sentry.captureException(error);
}
await Sentry.close(5000);
console.log(`Sent to ${key.dsn.public}`);
