import * as Sentry from "@sentry/node";

/** A program with the real SDK, which throws once and says something. `DSN` is where it reports. */
Sentry.init({ dsn: String(process.env.DSN), release: "shop@1.0.0", environment: "production", tracesSampleRate: 0 });

function checkOut(): never {
  throw new TypeError("cart is empty");
}

try {
  checkOut();
} catch (error) {
  Sentry.captureException(error, { tags: { flow: "checkout" } });
}
Sentry.captureMessage("cart abandoned", "warning");
if (!(await Sentry.flush(10_000))) throw new Error("not everything was sent");
