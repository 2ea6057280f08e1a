import type { LinkAt } from "./out-of-step.ts";

/** Where a person mends something: the account of somebody, the switches and statuses of an integration, or its connection. */
export type Mend = { what: "account" | "people"; who: string } | { what: "settings" | "connection" } | null;

/** What keeps links apart, as far as mending it mends all of them. */
export type Cause = {
  id: string;
  /** Somebody has to mend it; else it goes on by itself. */
  needsYou: boolean;
  title: string;
  links: number;
  /** ISO 8601. */
  oldest: string;
  next: string | null;
  mend: Mend;
  integration: LinkAt["integration"];
  /** The owner here of what waits, where they keep it. */
  keeps: string | null;
};

type Problem = LinkAt["problems"][number];

/** The causes of what is out of step, what needs somebody first, then by how many links it holds. */
export function causesOf(items: readonly LinkAt[]): Cause[] {
  const all = items.flatMap((link) => link.problems.filter((it) => it.kind !== "linked").map((problem) => ({ link, problem })));
  const groups = [...Map.groupBy(all, ({ link, problem }) => `${link.integration.id}/${problem.kind}/${subject(link, problem)}`)];
  const causes = groups.flatMap(([id, of]): Cause[] => {
    const [first] = of;
    if (!first) return [];
    const { link, problem } = first;
    const next = of.flatMap((it) => it.link.next ?? []).sort()[0] ?? null;
    const needsYou = of.some((it) => it.link.state === "stopped");
    const [oldest = ""] = of.map((it) => it.problem.since).sort();
    const keeps = problem.kind === "no_account" ? (link.issue?.owner ?? null) : null;
    const about = { title: titleOf(link, problem), mend: mendOf(link, problem), integration: link.integration, keeps };
    return [{ id, needsYou, links: new Set(of.map((it) => it.link.id)).size, oldest, next, ...about }];
  });
  return causes.sort((a, b) => Number(b.needsYou) - Number(a.needsYou) || b.links - a.links || a.oldest.localeCompare(b.oldest));
}

const hostOf = ({ integration }: LinkAt): string => new URL(integration.baseUrl).host;

/** What distinguishes one cause from another of its kind. */
function subject(link: LinkAt, { kind, about, text }: Problem): string {
  if (kind === "no_account") return link.issue?.owner ?? "";
  if (kind === "no_member" || kind === "no_access") return link.ticket.owner ?? "";
  return about === "ticket" ? "" : `${about}/${firstSentence(text).replaceAll(link.ticket.key, "")}`;
}

function titleOf(link: LinkAt, { kind, about, text }: Problem): string {
  switch (kind) {
    case "no_account":
      return `${link.issue?.owner ?? "The owner"} has no account in ${hostOf(link)}`;
    case "no_member":
      return `${link.ticket.owner ?? "An account"} of ${hostOf(link)} is no member here`;
    case "no_access":
      return `${link.ticket.owner ?? "An account"} cannot reach the project`;
    case "off":
      return `The ${about} is switched off in one direction, at ${hostOf(link)}`;
    default:
      return `${hostOf(link)}: ${firstSentence(text)}`;
  }
}

/** Where a problem is mended; null for what only time, or somebody in the tracker, mends. */
export function mendOf({ issue, ticket }: LinkAt, { kind, about }: Pick<Problem, "kind" | "about">): Mend {
  if (kind === "no_account") return { what: "account", who: issue?.owner ?? "" };
  if (kind === "no_member") return { what: "account", who: ticket.owner ?? "" };
  if (kind === "no_access") return { what: "people", who: ticket.owner ?? "" };
  if (["off", "no_mapping", "no_transition", "required_fields"].includes(kind)) return { what: "settings" };
  return about === "ticket" ? { what: "connection" } : null;
}

const firstSentence = (text: string): string => (/^.*?[.!?](?= |$)/.exec(text)?.[0] ?? text).replace(/\.$/, "");
