import { mistakesIn } from "./mutant.ts";

const ACTIVITY = ["tests/unit/relay/relay-activity.test.ts"];

/** What follows from a committed change: everybody has it, before anybody says so. */
export const RELAY = [
  ...mistakesIn("core/relay/relay-activity.ts", ACTIVITY, {
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
    "what fails keeps the rest back": ["await ports.outbox.postpone(change, ports.now());", "throw error;"],
    "what fails is tried again at once": ["await ports.outbox.postpone(change, ports.now());", ""],
    "changes of one issue go in any order": [
      "changes.toSorted((a, b) => versionOf(a) - versionOf(b))",
      "changes.toSorted((a, b) => versionOf(b) - versionOf(a))",
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
    "what was postponed keeps its place": ['"SET gsi1sk = :place", {', '"SET gsi1sk = if_not_exists(gsi1sk, :place)", {'],
  }),
  ...mistakesIn("core/relay/hand-on.ts", ["tests/unit/relay/hand-on.test.ts"], {
    "a change leaves the outbox before it is handed on": [
      "  await tellAll(ports, change);\n  await ports.outbox.done(change);",
      "  await ports.outbox.done(change);\n  await tellAll(ports, change);",
    ],
    "a change never leaves the outbox": ["  await ports.outbox.done(change);\n", ""],
    "a team that changes leaves its answers": ["  await ports.projectInvalidations.send(projectInvalidations(change));\n", ""],
    "who is gone keeps the issues": ["change.gone.map((gone)", "change.gone.slice(9).map((gone)"],
    "a ticket's owner who becomes known is not looked for": ["  if (change.found) await lookForNewlyFound(ports, change);\n", ""],
    "a project that comes or goes is not followed": ["ports.projectChanges.send([change.project])", "ports.projectChanges.send([])"],
  }),
  ...mistakesIn("core/relay/roster-news.ts", ["tests/unit/relay/roster-news.test.ts"], {
    "a member who has another address leaves the answers": [" && before.email === after.email", ""],
    "projects that a team left keep their answers": ["were.symmetricDifference(are)", "are.difference(were)"],
    "who is switched off is looked for": ["if (!after?.active) return false;", "if (!after) return false;"],
    "who was known is looked for": ["after.projects.some((it) => !had.has(it))", "after.projects.some(() => had !== undefined)"],
    "who changes is taken for gone": ['before && !after ? [{ type: "user" as const', 'before ? [{ type: "user" as const'],
  }),
  ...mistakesIn("core/relay/project-invalidations.ts", ["tests/unit/relay/project-invalidations.test.ts"], {
    "each change of people frees the memory": ["Math.floor(at / MINUTE_MS) * MINUTE_MS", "at"],
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
  ...mistakesIn("functions/adapters/dynamo/changes.ts", ["tests/contracts/changes.test.ts"], {
    "a project that is deleted is taken for new": [
      'if (entry.sk.startsWith(prefixes.deletion)) return { ...placeOf(entry, item), kind: "project", project: { ...of, deleted: true } };\n',
      "",
    ],
  }),
];
