import { NotFound } from "../../core/errors.ts";
import { type Access, may } from "../../core/organizations/access.ts";
import type { Organization } from "../../core/organizations/organization.ts";
import { formToken, type Session } from "../../core/sessions/session.ts";
import { now } from "../adapters/clock.ts";
import { groupOwners } from "../adapters/dynamo/group-owners.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { merges } from "../adapters/dynamo/merges.ts";
import { postedMessages } from "../adapters/dynamo/posted-messages.ts";
import type { PageReply } from "../edges/page.ts";
import { knowing, pageDirectory } from "./directory.ts";
import { type EventAsked, eventShown } from "./event-shown.ts";
import { issueDocument } from "./issue-document.ts";
import { listPath } from "./list-document.ts";
import { linkedTo, ticketsShown } from "./tickets-shown.ts";

/** Of its history, the newest: as far back as is told why it is whose. */
const ACTIVITIES = 100;
/** Of the tickets of one page, as many as are looked at again in one request. */
const LOOKED = 40;

type Request = { organization: Organization; access: Access; session: Session };

type Asked = { written?: string; event?: EventAsked };
const NEWEST: EventAsked = { event: null, older: null, newer: null };

/** The page of an issue, or where it was merged to. `written` is a note that could not be added, `event` which one is shown. Throws NotFound. */
export async function issuePageShown(
  { organization, access, session }: Request,
  groupId: number,
  { written = "", event: asked = NEWEST }: Asked = {},
): Promise<PageReply> {
  const { id } = organization;
  const [found, directory, activities, owners, messages, linked] = await Promise.all([
    withEvent(id, groupId, asked),
    pageDirectory(organization, access.userId),
    groups.activities(id, groupId, ACTIVITIES),
    groupOwners.ofGroups(id, [groupId]),
    postedMessages.ofGroup(id, groupId),
    linkedTo(id, groupId),
  ]);
  if (!found) {
    const into = await merges.into(id, groupId);
    if (into === null) throw new NotFound("There is no such issue in this organization, by id or by short id. It may have been deleted.");
    return { redirect: `${listPath(organization.slug)}${into}/` };
  }
  const { issue, event } = found;
  const known = await knowing(directory, [issue.state.assignee]);
  const { tickets, trackers } = await ticketsShown(issue, known.members, linked);
  const looked = tickets.slice(0, LOOKED);
  const picture = { issues: [issue], links: looked.map((it) => it.link), tickets: looked.flatMap(({ state }) => state ?? []) };
  const places = {
    groups: [groupId],
    tickets: looked.map(({ link }) => ({ integrationId: link.integrationId, ticketId: link.ticketId, groupId })),
  };
  const shown = {
    issue: { ...issue, owners: owners.get(groupId) ?? [] },
    directory: known,
    activities,
    event,
    messages,
    tickets,
    trackers,
  };
  const who = { formToken: formToken(session), mayChange: may(access, "event:write") };
  return { ...issueDocument({ ...shown, ...who, written, now: now() }), live: { places, picture } };
}

async function withEvent(organizationId: number, groupId: number, asked: EventAsked) {
  const issue = await groups.get(organizationId, groupId);
  return issue && { issue, event: await eventShown(issue.group, asked) };
}
