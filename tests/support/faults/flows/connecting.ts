import { randomUUID } from "node:crypto";
import { ITS_ACCOUNT, LOCKSTEP } from "../../connected-cloud.ts";
import { startJiraCloud } from "../../jira-cloud/server.ts";
import { administratorOf } from "../../set-up.ts";
import { type Seen, visitorOf } from "../../visitor.ts";
import type { EndState } from "../end-state.ts";
import type { Flow } from "../flow.ts";
import type { World } from "../world.ts";

/**
 * Somebody who presses the button again until the page says that it is done, and waits a while in between, as a page says whose Jira asked to
 * wait; what is lost by then begins at `over`.
 */
async function pressed({ app }: World, press: (page: Seen) => Promise<Seen>, over: () => Promise<Seen>): Promise<void> {
  let last = "";
  for (let tried = 0; tried < 12; tried++) {
    const seen = await over()
      .then(press)
      .catch(() => null);
    last = `${seen?.status} ${/<h1[^>]*>([^<]*)/.exec(seen?.text ?? "")?.[1]}`;
    if (seen && /<strong>Connected\.<\/strong>/.test(seen.text)) return;
    await app.advance(60);
  }
  throw new Error(`nobody could connect a Jira: ${last}`);
}

/** What of a connection is not there: its item, its installation, the organization's list, and the webhook that it names. */
function connection(end: EndState, is: (it: EndState["items"][number]) => boolean, webhooks: ReadonlyMap<string, unknown>): string[] {
  const all = end.items.filter((it) => it.pk.startsWith("INTEGRATION#") && it.sk === "INTEGRATION" && is(it));
  const [one] = all;
  if (!one || all.length > 1) return [`${all.length} connections stand for one Jira`];
  const has = (key: string) => end.byKey.has(key);
  return [
    ...(one.status === "active" ? [] : [`the connection is ${one.status}`]),
    ...(has(`${one.pk} ORG#${end.organizationId}`) ? [] : ["the connection is nobody's"]),
    ...(has(`ORG#${end.organizationId} INTEGRATION#${one.id}`) ? [] : ["the organization does not list the connection"]),
    ...(webhooks.has(String(one.webhookId)) ? [] : [`Jira has no webhook ${one.webhookId}, only ${[...webhooks.keys()].join(", ")}`]),
  ];
}

/** The last step of a set-up, after Jira let us in. */
export const connectServer: Flow = {
  name: "connect-jira-server",
  swept: true,
  async prepare(world) {
    const key = `faults-${randomUUID().slice(0, 8)}`;
    const administrator = await administratorOf(world.app, world.jira);
    const confirm = await administrator.approved(key);
    return {
      act: () =>
        pressed(
          world,
          async (page) => administrator.submit(page, "Finish"),
          async () => confirm,
        ),
      missing: (end) => connection(end, (it) => it.name === key, world.jira.webhooks),
    };
  },
};

/** One form and one request. */
export const connectCloudSite: Flow = {
  name: "connect-jira-cloud",
  swept: true,
  async prepare(world) {
    const site = await startJiraCloud();
    site.state.cloudId = randomUUID();
    site.state.users.push(ITS_ACCOUNT);
    world.alsoAsk(site);
    const { email, token } = site.tokenOf(LOCKSTEP);
    // Days may have passed since somebody signed in.
    const visitor = visitorOf(world.app);
    await visitor.signIn();
    const form = () => visitor.visit("/settings/acme/integrations/jira-cloud/new/");
    return {
      act: () => pressed(world, async (page) => visitor.submit(page, "Connect", { site: site.url, email, token, ends: "" }), form),
      missing: (end) => connection(end, (it) => it.baseUrl === site.url, site.state.webhooks),
    };
  },
};
