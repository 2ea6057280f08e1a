import { setTimeout as pause } from "node:timers/promises";
import { Invalid, NotFound } from "../../core/errors.ts";
import { type LinkHealth, linkHealth } from "../../core/integrations/link-health.ts";
import { findGroupId } from "../../core/issues/find-group.ts";
import { newSecret } from "../../core/secret.ts";
import type { TicketLink } from "../../core/sync/link.ts";
import { lookAt } from "../../core/sync/look-again.ts";
import { groups } from "../../functions/adapters/dynamo/groups.ts";
import { integrations } from "../../functions/adapters/dynamo/integrations.ts";
import { links } from "../../functions/adapters/dynamo/links.ts";
import { organizations } from "../../functions/adapters/dynamo/organizations.ts";
import { tickets } from "../../functions/adapters/dynamo/tickets.ts";
import { random } from "../../functions/adapters/random.ts";
import { looks } from "../../functions/adapters/sqs/ticket-looks.ts";
import { type Answer, progress } from "./command.ts";
import { organizationOf } from "./found.ts";

type Known = Awaited<ReturnType<typeof knownOf>>;

/** Both sides of each link of an issue. Throws NotFound. */
export async function explain(slug: string, issue: string): Promise<Answer> {
  return answer(await read(slug, issue));
}

/** Asks for a look at each linked ticket, and waits until each was looked at. Throws Invalid, NotFound, Unavailable. */
export const converge = (slug: string, issue: string, seconds: number): Promise<Answer> => look(() => read(slug, issue), seconds);

/** Asks for a look at each ticket that `known` reads, and waits until each was looked at. Throws Invalid, Unavailable, and what `known` throws. */
export async function look(known: () => Promise<Known>, seconds: number): Promise<Answer> {
  if (!(seconds >= 0 && seconds <= 600)) throw new Invalid("--watch takes 0 to 600 seconds.");
  const before = await known();
  const cause = `operator:${newSecret({ random })}`;
  await looks.send(before.map(({ link }) => lookAt(link, cause)));
  const end = Date.now() + 1000 * seconds;
  let after = before;
  const looked = () => after.filter(({ rev }, at) => rev !== before[at]?.rev).length;
  while (looked() < before.length && Date.now() < end) {
    await pause(500);
    after = await known();
    progress(`${looked()} of ${before.length} looked at`);
  }
  const late = before.length - looked();
  const { value, lines } = answer(after);
  const more = late > 0 ? [`${late} not looked at yet: see npm run ops -- doctor, or look again later.`] : [];
  return { value, lines: [...lines, ...more], failed: late > 0 || after.some(({ health }) => health.state === "stopped") };
}

const answer = (known: Known): Answer => ({
  value: known.map(({ health }) => health),
  lines: known.flatMap(({ health }) => linesOf(health)),
});

const linesOf = ({ ticket, issue, state, seen, problems }: LinkHealth): string[] => [
  `${issue?.shortId ?? "?"} and ${ticket.key}: ${state}, seen ${seen ?? "never"}`,
  `  here    ${issue?.owner ?? "nobody"}, ${issue?.status ?? "?"}`,
  `  there   ${ticket.owner ?? "nobody"}, ${ticket.status || "?"}`,
  ...problems.map((it) => `  ${it.about}: ${it.text} (since ${it.since})`),
];

async function read(slug: string, text: string) {
  const { id } = await organizationOf(slug);
  const groupId = await findGroupId({ groups }, id, text);
  const [found, [issue]] = await Promise.all([links.byGroup(id, groupId), groups.getMany(id, [groupId])]);
  if (!issue) throw new NotFound(`${slug} has no issue ${text}.`);
  if (found.length === 0) throw new NotFound(`${issue.group.shortId} is linked to no ticket.`);
  return knownOf(id, found);
}

/** How these links of an organization fare now, each with how often its ticket was written. */
export async function knownOf(organizationId: number, found: readonly TicketLink[]) {
  const [issues, members, installed] = await Promise.all([
    groups.getMany(organizationId, [...new Set(found.map((it) => it.groupId))]),
    organizations.members(organizationId),
    integrations.list(organizationId),
  ]);
  return Promise.all(
    found.map(async (link) => {
      const [state = null] = await tickets.known(link.integrationId, [link.ticketId]);
      const issue = issues.find((it) => it.group.id === link.groupId) ?? null;
      const baseUrl = installed.find((it) => it.id === link.integrationId)?.baseUrl ?? "";
      return { link, rev: state?.rev ?? null, health: linkHealth(link, { issue, state, members }, { baseUrl }) };
    }),
  );
}
