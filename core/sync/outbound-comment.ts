import { JiraFailure } from "../jira-server/failure.ts";
import type { OutboundComment } from "../messages.ts";
import { commentPlace, withNote } from "./comment-course.ts";
import { commentText } from "./comment-text.ts";
import { type Attempt, carryOut, type Linked, type OutboundPorts, prepare, synced } from "./outbound.ts";

/**
 * A note becomes a comment on the ticket of one link (behaviour §2.17), once: the note remembers the comment, and where an answer of Jira
 * or our record of it was lost, the comment is found by its mark among the ticket's newest. Two requests, one call to look and at most
 * one to write. Throws Unavailable.
 */
export async function outboundComment(ports: OutboundPorts, message: OutboundComment): Promise<void> {
  const { ticket, version, userId } = message;
  const attempt = await prepare(ports, message, {
    name: "sync_comments",
    userId,
    note: version,
    settled: (read) => settled(message, read),
  });
  if ("skipped" in attempt) return ports.log.info("outbound.comment.skipped", { ticket, version, reason: attempt.skipped });
  const { comment } = attempt.link.sync;
  const course = {
    side: "comment" as const,
    version,
    newsOf: (it: Parameters<typeof withNote>[2]) => ({ comment: withNote(comment, { version, userId }, it) }),
  };
  await carryOut(ports, attempt, course, async () => {
    const commentId = await write(ports, attempt, version);
    ports.log.info("outbound.comment.sent", { ticket, version });
    await ports.analyticsEvents.send([synced(message, "comments", ports.now())]);
    return { noted: { version, commentId } };
  });
}

function settled({ again, integrationId, ticket }: OutboundComment, { note, issue, link }: Linked): string | null {
  if (note?.type !== "note") return "gone";
  if (note.comments?.[commentPlace({ integrationId, ticket })] !== undefined) return "done";
  // A ticket that was deleted takes no comment; one that was only hidden may be back, and what it misses is told.
  const { assignee, status, comment } = link.sync;
  const hidden = [assignee, status, comment].some((it) => it?.failure?.kind === "not_found");
  return issue.closedAt !== null && !hidden && !again ? "closed" : null;
}

/** A Jira that answers late, or through a proxy that gave up, may still be writing: whoever looks too soon finds nothing, and writes again. */
const LET_FINISH_SECONDS = 60;

/** The id of the comment. */
async function write(ports: OutboundPorts, { site, credentials, issue, read, place }: Attempt, version: number): Promise<string> {
  const mark = { group: place.groupId, version };
  const newest = await ports.jiraTickets.comments(site, credentials, issue.ticket);
  if (issue.closedAt !== null) await ports.links.follow(issue, { closedAt: null });
  const written = newest.find(({ note }) => note?.group === mark.group && note.version === mark.version);
  if (written) return written.id;
  const text = commentText(read.member, String(read.note?.data.text ?? ""));
  return ports.jiraTickets.comment(site, credentials, issue.ticket, { text, note: mark }).catch((error: unknown) => {
    if (!(error instanceof JiraFailure) || error.retry !== true) throw error;
    const { host } = new URL(site.baseUrl);
    throw new JiraFailure(error.kind, { host, details: error.details, seconds: LET_FINISH_SECONDS }, { cause: error });
  });
}
