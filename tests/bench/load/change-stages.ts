import { discordOf } from "../discord.ts";
import type { Sent } from "../sender.ts";
import { TOKEN, type World } from "../world.ts";
import type { Places } from "./places.ts";
import type { Stage } from "./stage.ts";

const ACCOUNTS = ["bob", "admin", null];
const MEMBERS = ["bob@example.com", "ada@example.com", ""];
/** Of ten deliveries, so many come twice. */
const TWICE = 3;

/** Changes of owners, from each side: by what Jira tells of one ticket or of all, by REST, in Discord; and rules that are saved. */
export async function changeStages(world: World, places: Places): Promise<Stage[]> {
  const { jira, pairs, told } = places;
  const presses = await discordOf();
  let serial = 0;
  const edited = async (count: number, pick: (n: number) => string, twice = 0): Promise<Sent[]> => {
    const deliveries = await told(() => {
      for (let n = 0; n < count; n++, serial++) {
        const ticketId = pick(serial);
        const assignee = ACCOUNTS.find((it) => it !== jira.tickets.find(ticketId)?.assignee && it !== ACCOUNTS[serial % 3]) ?? "bob";
        jira.tickets.edit(ticketId, { assignee });
      }
    });
    return deliveries.flatMap(({ url, headers, body }, n) => {
      const sent: Sent = { path: new URL(url).pathname, headers, body };
      return n % 10 < twice ? [sent, sent] : [sent];
    });
  };
  const assigned = async (count: number, pick: (n: number) => number): Promise<Sent[]> =>
    Array.from({ length: count }, () => {
      const issueId = pick(serial++);
      const turn = Math.floor(serial / pairs.length) + serial;
      return { method: "PUT", path: `/api/0/issues/${issueId}/`, body: JSON.stringify({ assignedTo: MEMBERS[turn % MEMBERS.length] }) };
    });
  const of = (n: number) => pairs[n % pairs.length] ?? { issueId: 0, ticketId: "" };
  const jiraTells = { url: world.url, share: 100, isApi: false };
  const rest = { url: world.url, token: TOKEN, share: 100, isApi: true };
  return [
    { ...jiraTells, name: "webhooks of one ticket", requests: (count) => edited(count, () => of(0).ticketId) },
    {
      ...jiraTells,
      name: `webhooks of ${pairs.length} tickets, 30 % twice`,
      requests: (count) => edited(count, (n) => of(n).ticketId, TWICE),
    },
    { ...rest, name: "one issue assigned by REST", requests: (count) => assigned(count, () => of(0).issueId) },
    { ...rest, name: `${pairs.length} issues assigned by REST`, requests: (count) => assigned(count, (n) => of(n).issueId) },
    { ...rest, name: "issues assigned in Discord", url: `${world.url}/extensions/discord/interactions/`, requests: presses },
    {
      ...rest,
      name: "rules of a project saved",
      share: 5,
      requests: async (count) =>
        Array.from({ length: count }, (): Sent => {
          const raw = `path:src/${serial++}/* bob@example.com`;
          return { method: "PUT", path: "/api/0/projects/acme/web/ownership/", body: JSON.stringify({ raw }) };
        }),
    },
  ];
}
