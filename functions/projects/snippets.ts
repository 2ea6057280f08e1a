/** What sends the first error, for the SDKs that are met most. The DSN is made of what an address may have, so it needs no escaping. */
export const snippets = (dsn: string): { name: string; install: string; code: string }[] => [
  {
    name: "Node",
    install: "npm install @sentry/node",
    code: `import * as Sentry from "@sentry/node";

Sentry.init({ dsn: "${dsn}" });
Sentry.captureException(new Error("Hello from Node"));`,
  },
  {
    name: "Browser",
    install: "npm install @sentry/browser",
    code: `import * as Sentry from "@sentry/browser";

Sentry.init({ dsn: "${dsn}" });
Sentry.captureException(new Error("Hello from a browser"));`,
  },
  {
    name: "Python",
    install: "pip install sentry-sdk",
    code: `import sentry_sdk

sentry_sdk.init(dsn="${dsn}")
sentry_sdk.capture_exception(Exception("Hello from Python"))`,
  },
];
