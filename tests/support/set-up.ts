import type { Jira } from "../../infra/local/sandbox/jira/server.ts";
import type { App } from "./app.ts";
import { type Seen, unescaped, visitorOf } from "./visitor.ts";

export const NEW = "/settings/acme/integrations/jira-server/new/";

/** Somebody who is signed in and connects a Jira, step by step. */
export async function administratorOf(app: App, jira: Jira) {
  const visitor = visitorOf(app);
  await visitor.signIn();

  /** The form with a generated key, whose public half Jira has got. */
  async function filledForm(consumerKey: string): Promise<Seen> {
    const form = await visitor.submit(await visitor.visit(NEW), "Generate another key pair", { url: jira.url, consumer_key: consumerKey });
    jira.links.set(consumerKey, publicKeyOn(form));
    return form;
  }

  /** As a browser that follows Jira's page and answers it: where Jira sends it back to. */
  async function answerInJira(page: Seen, answer: "allow" | "deny" = "allow"): Promise<string> {
    const to = page.headers.get("location");
    if (!to) throw new Error(`Jira was not reached:\n${page.text}`);
    const response = await fetch(to.split("?")[0] ?? "", {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ oauth_token: new URL(to).searchParams.get("oauth_token") ?? "", answer }),
    });
    const back = new URL(response.headers.get("location") ?? "");
    return back.pathname + back.search;
  }

  /** Up to the page that asks what to keep in step. */
  async function approved(consumerKey: string): Promise<Seen> {
    const sent = await visitor.submit(await filledForm(consumerKey), "Continue to Jira");
    return visitor.visit(await answerInJira(sent));
  }

  return { ...visitor, filledForm, answerInJira, approved };
}

export const publicKeyOn = ({ text }: Seen): string => {
  const [key] = /-----BEGIN PUBLIC KEY-----[\s\S]*?-----END PUBLIC KEY-----/.exec(unescaped(text)) ?? [];
  if (!key) throw new Error("the page shows no public key");
  return key;
};
