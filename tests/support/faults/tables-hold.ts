import type { EndState, Item } from "./end-state.ts";

type Link = { groupId: number; integrationId: number; ticketId: string };

/** I8: nothing is there without its other half. */
export function noHalves(end: EndState): string[] {
  const { byKey, organizationId: org } = end;
  const own = end.items.filter((it) => it.pk === `ORG#${org}` || it.pk.startsWith(`ORG#${org}#`));
  const half = (it: Item, other: string, says: string) => (byKey.has(other) ? [] : [`${it.pk} ${it.sk} has no ${says}`]);
  return own.flatMap((it): string[] => {
    if (it.sk === "GROUP") return [...half(it, `${it.pk} STATE`, "state"), ...half(it, `ORG#${org} SHORT_ID#${it.shortId}`, "short id")];
    if (it.sk === "STATE") return [...half(it, `${it.pk} GROUP`, "issue"), ...linkedTo(it)];
    if (it.sk.startsWith("SHORT_ID#")) {
      const of = `ORG#${org}#GROUP#${it.groupId}`;
      return byKey.has(`${of} GROUP`) || byKey.has(`${of} MERGED`) ? [] : [`${it.sk} leads nowhere`];
    }
    if (it.pk === `ORG#${org}` && it.sk.startsWith("PROJECT#"))
      return it.deletedAt === undefined ? half(it, `ORG#${org} PROJECT_SLUG#${it.slug}`, "slug") : [];
    if (it.sk.startsWith("PROJECT_SLUG#")) return half(it, `ORG#${org} PROJECT#${it.projectId}`, "project");
    if (it.sk.startsWith("LINK#")) return otherSide(it, half);
    return [];
  });

  function linkedTo({ pk, sk, linked }: Item): string[] {
    const there = (end.byPk.get(pk) ?? []).filter((it) => it.sk.startsWith("LINK#")).map((it) => it.sk.slice("LINK#".length));
    const said = [...((linked as Set<string> | undefined) ?? [])];
    return there.sort().join() === said.sort().join() ? [] : [`${pk} ${sk} says ${said.join()}, and is linked to ${there.join()}`];
  }

  function otherSide(it: Item, half: (it: Item, other: string, says: string) => string[]): string[] {
    const { groupId, integrationId, ticketId } = it as unknown as Link;
    if (it.pk.includes("#GROUP#")) {
      const [, integration, ticket] = it.sk.split("#");
      return half(it, `ORG#${org}#TICKET#${integration}#${ticket} LINK#${it.pk.split("#GROUP#")[1]}`, "link of the ticket");
    }
    return [
      ...half(it, `ORG#${org}#GROUP#${groupId} LINK#${integrationId}#${ticketId}`, "link of the issue"),
      ...half(it, `TRACKER#${integrationId}#TICKET#${ticketId} TICKET`, "ticket"),
    ];
  }
}

/** I9: no two issues or projects have one id, and each fits 53 bits. */
export function idsAreForEver(end: EndState): string[] {
  const named = end.items.filter((it) => it.sk === "GROUP" || (/^ORG#\d+$/.test(it.pk) && it.sk.startsWith("PROJECT#")));
  const byId = Map.groupBy(named, (it) => Number(it.id));
  return [...byId].flatMap(([id, all]) => [
    ...(all.length > 1 ? [`${all.length} things have the id ${id}`] : []),
    ...(Number.isSafeInteger(id) ? [] : [`${all[0]?.sk} has the id ${id}`]),
  ]);
}

/** What is kept of a project that is gone: that it was asked for, the audit, and what was counted, for their days. */
const KEPT = /#(AUDIT|ANALYTICS)\b/;

/** I10: of a deleted project nothing is left. */
export function deletedIsGone(end: EndState): string[] {
  const { organizationId: org } = end;
  const gone = end.items.filter((it) => it.pk === `ORG#${org}` && it.sk.startsWith("DELETION#")).map((it) => Number(it.projectId));
  const projects = new Set(gone.filter((it) => !Number.isNaN(it)));
  const isOf = (it: Item) => projects.has(Number(it.projectId)) || projects.has(Number(/#PROJECT#(\d+)/.exec(it.pk)?.[1]));
  const left = end.items.filter((it) => it.pk.startsWith(`ORG#${org}`) && isOf(it) && !it.sk.startsWith("DELETION#") && !KEPT.test(it.pk));
  return left.map((it) => `${it.pk} ${it.sk} is of a deleted project`);
}

/** I11: what stands under an organization says no other, and no issue of ours stands elsewhere. */
export function strangersStayStrangers(end: EndState, before: ReadonlyMap<string, Item>): string[] {
  const foreign = end.items.filter((it) => {
    const [, of] = /^ORG#(\d+)/.exec(it.pk) ?? [];
    return of !== undefined && it.organizationId !== undefined && String(it.organizationId) !== of;
  });
  const others = strangers(end);
  const changed = [...others].filter(([key, it]) => JSON.stringify(it) !== JSON.stringify(before.get(key))).map(([key]) => key);
  const missing = [...before.keys()].filter((it) => !others.has(it));
  return [
    ...foreign.map((it) => `${it.pk} ${it.sk} is of organization ${it.organizationId}`),
    ...[...changed, ...missing].map((it) => `${it} of another organization changed`),
  ];
}

/** What other organizations have. */
export const strangers = ({ items, organizationId: org }: EndState): Map<string, Item> =>
  new Map(
    items
      .filter((it) => it.pk.startsWith("ORG#") && it.pk !== `ORG#${org}` && !it.pk.startsWith(`ORG#${org}#`))
      .map((it) => [`${it.pk} ${it.sk}`, it]),
  );

/** I12: nothing waits, nothing was given up, and everything that was committed was relayed. */
export function nothingVanishes(end: EndState): string[] {
  const unrelayed = end.items.filter((it) => String(it.gsi2pk).startsWith("OUTBOX#"));
  return [
    ...Object.entries(end.waiting).flatMap(([queue, count]) => (count > 0 ? [`${count} wait in ${queue}`] : [])),
    ...end.dead,
    ...unrelayed.map((it) => `${it.pk} ${it.sk} was never relayed`),
  ];
}
