import { mistakesIn } from "./mutant.ts";

const ACTIVITY = ["tests/unit/relay/relay-activity.test.ts"];

/** What follows from a committed change: everybody has it, before anybody says so. */
export const RELAY = [
  ...mistakesIn("core/relay/relay-activity.ts", ACTIVITY, {
    "an activity leaves the outbox before it is relayed": [
      "  await Promise.all([\n    ...links",
      "  await ports.outbox.done(activity);\n  await Promise.all([\n    ...links",
    ],
    "an activity never leaves the outbox": ["  await ports.outbox.done(activity);\n", ""],
    "a fault of one who has to know is swallowed": [
      "...links.map((link) => tell(ports, activity, link)),",
      "...links.map((link) => tell(ports, activity, link).catch(() => {})),",
    ],
    "caches are not told": ["    ports.cacheInvalidations.send([{ v: 1, organizationId, projectId, groupIds: [groupId] }]),\n", ""],
    "analytics are not told": ["    ports.analyticsEvents.send(analyticsOf(activity)),\n", ""],
    "an archive for a while never ends": ["    ports.snoozes.send(snoozeOf(activity)),\n", ""],
    "a merge is never finished": ["    ports.groupMerges.send(mergesOf(activity)),\n", ""],
    "Discord is not told": ["    ports.discordNews.send([{ v: 1, organizationId, projectId, groupId, version }]),\n", ""],
    "a link's hint stays behind": ["  await ports.links.note(link, activity.after, ...(note ? [note] : []));\n", ""],
    "a ticket is told what it said": ["  if (isOrigin(activity, link)) return;\n", ""],
    "a look that gets lost is not asked for again": ["  await ports.tickets.expect(link, due);\n", ""],
    "a look is sent before it is expected": [
      "  await ports.tickets.expect(link, due);\n  await ports.looks.send([{ ...lookOf(activity, link), expected: due }]);",
      "  await ports.looks.send([{ ...lookOf(activity, link), expected: due }]);\n  await ports.tickets.expect(link, due);",
      {
        equivalent:
          "a look that is quicker than its note is made once more when it is due; one whose note fails is sent again with its activity",
      },
    ],
    "what a ticket cannot be told is told": ["if (activity.untold && !note &&", "if (activity.version < 0 && !note &&"],
    "a team with a field of its own is not told": [
      "return integration !== null && teamSaid(integration, organizationId, after.assignee.id) !== null;",
      "return false;",
    ],
  }),
  ...mistakesIn("core/relay/sweep.ts", ["tests/unit/relay/sweep.test.ts"], {
    "what is on its way is relayed beside the stream": ["ports.now() - LATE_MS", "ports.now()"],
    "what fails keeps the rest back": ["await ports.outbox.postpone(activity, ports.now());", "throw error;"],
    "what fails is tried again at once": ["await ports.outbox.postpone(activity, ports.now());", ""],
    "changes of one issue go in any order": [
      "changes.toSorted((a, b) => a.version - b.version)",
      "changes.toSorted((a, b) => b.version - a.version)",
    ],
    "a sweep looks at one part only": ["part < PARTS; part++", "part < 1; part++"],
    "a sweep ends with its first page": ["if (page.length < PAGE) break;", "break;"],
    "a sweep never ends": ["if (ports.now() >= end) return concluded(ports, { ...swept, left: true });", ""],
  }),
  ...mistakesIn("functions/adapters/dynamo/outbox.ts", ["tests/contracts/groups.test.ts"], {
    "what was relayed meanwhile is relayed again": ["items.filter((it) => it.gsi2pk !== undefined).map", "items.map"],
    "what was relayed comes into the outbox again": [
      `ConditionExpression: "attribute_exists(gsi2pk)" };`,
      `ConditionExpression: "attribute_exists(pk) OR attribute_not_exists(pk)" };`,
    ],
    "what was postponed keeps its place": [
      `"SET gsi1sk = :place", { ":place": inOutbox(change, now).gsi1sk }`,
      `"SET gsi1sk = if_not_exists(gsi1sk, :place)", { ":place": inOutbox(change, now).gsi1sk }`,
    ],
  }),
  ...mistakesIn(
    "functions/relay/hand-on.ts",
    ["tests/flows/long/owners-that-go.test.ts", "tests/flows/long/jira-accounts.test.ts", "tests/flows/ownership.test.ts"],
    {
      "a team that changes leaves its answers": ["  await projectInvalidations.send(invalidationsOf(change));\n", ""],
      "who is gone keeps the issues": ["  if (gone) await issueUpdates.send([gone]);\n", "  void gone;\n"],
      "a ticket's owner who becomes known is not looked for": [
        "  if (found) await lookForNewlyFound(relays, found, change.place);\n",
        "  void found;\n",
      ],
    },
  ),
  ...mistakesIn("core/relay/project-invalidations.ts", ["tests/unit/relay/project-invalidations.test.ts"], {
    "a member who has another address leaves the answers": [" && before.email === after.email", ""],
    "projects that a team left keep their answers": ["were.symmetricDifference(are)", "are.difference(were)"],
  }),
  ...mistakesIn("core/relay/newly-found.ts", ["tests/unit/relay/newly-found.test.ts"], {
    "who is switched off is looked for": ["if (!after?.active || !after.email) return null;", "if (!after?.email) return null;"],
    "who was known is looked for": ["some((it) => !had.has(it))", "some(() => had !== undefined)"],
  }),
  ...mistakesIn("core/relay/departure.ts", ["tests/unit/relay/departure.test.ts"], {
    "who changes is taken for gone": ["if (after !== null || id === undefined) return null;", "if (id === undefined) return null;"],
  }),
  ...mistakesIn("functions/edges/stream.ts", ["tests/unit/edges/edges.test.ts", "tests/contracts/local/stream-source.test.ts"], {
    "a record that fails is passed over": [
      "if ((passes(error) && isFresh(record)) || !(await isKept(retries, record)))",
      "if (passes(error) && isFresh(record))",
    ],
    "a record that fails holds its shard for ever": ["(passes(error) && isFresh(record)) ||", "passes(error) ||"],
    "a record that can never succeed holds its shard": ["(passes(error) && isFresh(record)) ||", "isFresh(record) ||"],
    "a record that cannot be kept is lost": [
      'logFailure("stream.record.kept", problem);\n    return false;',
      'logFailure("stream.record.kept", problem);\n    return true;',
    ],
    "a record waits for nothing": ["(passes(error) && isFresh(record)) || ", ""],
  }),
  ...mistakesIn("functions/adapters/dynamo/changes.ts", ["tests/contracts/changes.test.ts", "tests/flows/long/jira-accounts.test.ts"], {
    "a project that is deleted is taken for new": [
      "if (sk.startsWith(prefixes.deletion)) return { ...place, deleted: true };\n",
      "",
      { by: ["tests/contracts/changes.test.ts", "tests/contracts/project-deletion.test.ts", "tests/flows/projects.test.ts"] },
    ],
    "an address is taken for a member": [`kind: isOfAddress(pk) ? "address" : "member"`, `kind: "member"`],
  }),
];
