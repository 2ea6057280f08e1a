import * as Sentry from "@sentry/node";
import express from "express";

/** An ordinary Express app, which fails in three handlers without a name. `DSN` is where the SDK reports. */
Sentry.init({ dsn: process.env.DSN, tracesSampleRate: 0 });

const app = express();
app.get("/pay", (_request, _response) => {
  throw new Error("Card refused");
});
app.get("/deliver", async (_request, _response) => {
  throw new Error("No courier");
});
app.get("/stock", (request, _response) => {
  throw new Error(`Nothing left of article ${request.query.article}`);
});
Sentry.setupExpressErrorHandler(app);
app.use((_error, _request, response, _next) => response.status(500).end());

const server = app.listen(0);
const ask = (path) => fetch(`http://127.0.0.1:${server.address().port}${path}`);
for (const path of (process.env.PATHS ?? "").split(" ")) await ask(path);
server.close();
if (!(await Sentry.flush(10_000))) throw new Error("not everything was sent");
