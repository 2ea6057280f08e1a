import * as Sentry from "@sentry/node";
import express from "express";

/** An ordinary Express app, which fails in three handlers without a name. `DSN` is where the SDK reports, all that it can. */
Sentry.init({
  dsn: process.env.DSN,
  tracesSampleRate: process.env.TRACES ? 1 : 0,
  sendDefaultPii: true,
  release: "shop@1.2.0",
  environment: "production",
});

const app = express();
app.get("/pay", (_request, _response) => {
  Sentry.setUser({ id: "42", email: "ada@shop.example" });
  Sentry.setExtra("cart", { articles: 3 });
  Sentry.addBreadcrumb({ category: "cart", message: "Three articles" });
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
const SECRETS = { cookie: "session=not-to-be-kept", authorization: "Bearer not-to-be-kept" };
const ask = (path) => fetch(`http://127.0.0.1:${server.address().port}${path}`, { headers: SECRETS });
for (const path of (process.env.PATHS ?? "").split(" ")) {
  await ask(path);
  if (process.env.TRACES) await Sentry.flush(10_000);
}
server.close();
if (!(await Sentry.flush(10_000))) throw new Error("not everything was sent");
