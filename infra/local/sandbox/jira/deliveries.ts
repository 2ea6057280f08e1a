import { createHmac, randomUUID } from "node:crypto";
import { type JiraState, jiraNow } from "./state.ts";

type Delivery = { url: string; headers: Record<string, string>; body: string; sign: Registered["sign"] };
/** Of a Server and of a Cloud; and one of an app, each attempt of which is signed anew. */
type Registered = {
  url: string;
  events: string[];
  configuration?: { SECRET?: string };
  secret?: string;
  sign?: () => Record<string, string>;
};
export type DeliveryFault = "drop" | "repeat" | "hold";

/** Tells whoever registered a webhook, as Jira does: in the background, after the change, and of the listener's own changes too. */
export function newDeliveries(state: Pick<JiraState, "webhooks" | "clock">) {
  const held: Delivery[] = [];
  const sent: Delivery[] = [];
  const answers: { event: string; status: number }[] = [];
  const running = new Set<Promise<void>>();
  let fault: DeliveryFault | null = null;
  let mangle: (body: Record<string, unknown>) => Record<string, unknown> = (it) => it;

  async function send(delivery: Delivery): Promise<void> {
    const { url, body, sign } = delivery;
    sent.push(delivery);
    const headers = { ...delivery.headers, ...sign?.() };
    const response = await fetch(url, { method: "POST", headers, body }).catch(() => null);
    await response?.arrayBuffer();
    answers.push({ event: String((JSON.parse(body) as { webhookEvent: string }).webhookEvent), status: response?.status ?? 0 });
  }
  function start(delivery: Delivery): void {
    const run: Promise<void> = send(delivery).finally(() => running.delete(run));
    running.add(run);
  }

  return {
    /** What was answered, in order; 0 where nobody answered. */
    answers,
    /** What becomes of deliveries from now on: lost, sent twice, or kept until `release`. */
    fail: (how: DeliveryFault | null): void => {
      fault = how;
    },
    /** What bodies look like from now on. */
    write: (how: typeof mangle = (it) => it): void => {
      mangle = how;
    },
    tell: (event: string, payload: object): void => {
      const body = JSON.stringify(mangle({ timestamp: jiraNow(state), webhookEvent: event, ...payload }));
      for (const webhook of state.webhooks.values()) {
        const { url, events, configuration, secret = configuration?.SECRET, sign } = webhook as Registered;
        if (!events.includes(event) || fault === "drop") continue;
        const headers = {
          "content-type": "application/json; charset=UTF-8",
          "x-atlassian-webhook-identifier": randomUUID(),
          ...(secret && { "x-hub-signature": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}` }),
        };
        const delivery = { url, headers, body, sign };
        if (fault === "hold") held.push(delivery);
        else start(delivery);
        if (fault === "repeat") start(delivery);
      }
    },
    /** How many were kept. */
    held: (): number => held.length,
    /** Sends what was kept, in an order of choice. */
    release: async (arrange: (held: Delivery[]) => Delivery[] = (it) => it): Promise<void> => {
      for (const delivery of arrange(held.splice(0))) await send(delivery);
    },
    /** Sends everything once more that was sent until now, the last first; answers how much that was. */
    repeatAll: async (): Promise<number> => {
      const all = sent.splice(0).reverse();
      for (const delivery of all) await send(delivery);
      return all.length;
    },
    /** Once everything that was not kept has been answered. */
    settled: async (): Promise<void> => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
