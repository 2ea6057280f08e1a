import { mistakesIn } from "./mutant.ts";

/** Events on their way in: keys, rates, envelopes, grouping, counting. */
export const INTAKE = [
  ...mistakesIn("core/events/authenticate-key.ts", ["tests/unit/events/authenticate-key.test.ts"], {
    "a key of another project is taken": [" || String(key.projectId) !== projectId", ""],
    "a key that is switched off is taken": ["!key?.active", "!key"],
    "whatever is called a key is looked up": [
      "/^[0-9a-f]{32}$/.test(publicKey) ? await projects.key(publicKey) : null",
      "await projects.key(publicKey)",
    ],
  }),
  ...mistakesIn("core/events/receive.ts", ["tests/unit/events/receive.test.ts", "tests/flows/ingest.test.ts"], {
    "a key over its rate is let in": ['throw new TooMany("Too many requests with this key.", admission.over, "key");', "return admission;"],
    "a refused request is not counted": [`await refusals.note(key, "requests", at);`, ""],
    "a known issue is refused with the new ones": ["if (!known) {", "if (true as boolean) {"],
    "an event is answered before it is queued": ["await ports.receivedEvents.send(", "void ports.receivedEvents.send("],
    "a fault of the queue is swallowed": ["receivedAt, event }]);", "receivedAt, event }]).catch(() => {});"],
  }),
  ...mistakesIn("core/events/ingest.ts", ["tests/unit/events/ingest.test.ts", "tests/unit/events/batches.test.ts"], {
    "what could not be stored is not reported": [
      "storeInGroup(ports, place, it, issues.get(it.groupId) ?? null, again);",
      "storeInGroup(ports, place, it, issues.get(it.groupId) ?? null, again).catch(() => {});",
    ],
    "what found no group is not reported": ["for (const { event, problem } of failed) failing([event])(problem);", ""],
    "a project that fails takes the others with it": [".catch(failing(events));\n  return", ";\n  return"],
    "a release is remembered after its events": [
      "    await rememberReleases(ports, place, events);\n    const { groups, failed } = await findGroups(ports, place, events);",
      "    const { groups, failed } = await findGroups(ports, place, events);\n    void Promise.resolve().then(() => rememberReleases(ports, place, events)).catch(() => {});",
      { by: ["tests/unit/events/ingest.test.ts", "tests/unit/events/batches.test.ts", "tests/flows/releases.test.ts"] },
    ],
    "a fault of a release is swallowed": ["if (!(error instanceof NotFound)) throw error;", "void error;"],
  }),
  ...mistakesIn(
    "core/events/store-in-group.ts",
    ["tests/unit/events/ingest.test.ts", "tests/unit/events/batches.test.ts", "tests/contracts/events.test.ts"],
    {
      "an event of a group that was merged meanwhile is lost": [
        "return now && now.groupId !== groupId ? storeOrFollow",
        "return now && now.groupId < 0 ? storeOrFollow",
      ],
      "a group that is gone has its events tried for ever": [
        "if (!(error instanceof NotFound)) throw error;\n    // Merged",
        "throw error;\n    // Merged",
      ],
      "events that came before are counted once more": [
        "const counted = again || all.length > KEPT ?",
        "const counted = false as boolean ?",
      ],
      "those that are there already are stored again": ["!counted.has(it.event.id)", "counted !== undefined"],
      "an event that is there stops those beside it": [
        "for (const id of there.length > 0 ? there : now) rest.delete(id);",
        "rest.clear();",
      ],
      "a resolved issue is not looked at again": ["await reopen(ports, before, event);", "void event;"],
      "an archived issue is not looked at again": [
        "await escalate(ports, before);",
        "",
        { by: ["tests/unit/events/ingest.test.ts", "tests/unit/events/batches.test.ts", "tests/flows/long/escalation.test.ts"] },
      ],
      "hashes that could not be added stop the event": [
        'await added.catch(() => log.warn("group.hashes.not_added", { project: projectId, group: first.groupId }));',
        "await added;",
      ],
      "owners are asked for with each event": ["if (assigned || evaluated) return;", ""],
      "owners that could not be asked for are never asked for": [
        "timestamp: event.timestamp, receivedAt }]);",
        "timestamp: event.timestamp, receivedAt }]).catch(() => {});",
      ],
      "the tags of an event are not found": [
        "await ports.searchIndex.saw(",
        "void (",
        { by: ["tests/unit/events/ingest.test.ts", "tests/unit/events/batches.test.ts", "tests/flows/search.test.ts"] },
      ],
    },
  ),
  ...mistakesIn("core/events/find-groups.ts", ["tests/unit/events/ingest.test.ts", "tests/unit/events/batches.test.ts"], {
    "two new events of one kind make two groups": ["for (const hash of event.hashes) if (!made.has(hash)) made.set(hash, group);", ""],
    "new issues have no limit": [
      "if (!(await ports.intake.newIssue(projectId, ports.now()))) return TOO_MANY;",
      "await ports.intake.newIssue(projectId, ports.now());",
    ],
    "what is refused is not counted": ["if (refused > 0) await", "if (refused < 0) await"],
    "a fault in making a group is swallowed": ["problem instanceof NotFound ? null : problem", "null"],
    "the newest event makes the group": [
      "a.received.event.timestamp - b.received.event.timestamp",
      "b.received.event.timestamp - a.received.event.timestamp",
    ],
  }),
  ...mistakesIn("core/events/keep-feedback.ts", ["tests/unit/events/feedback.test.ts"], {
    "feedback that comes again is written again": ["if (before.some((it) => it.data.feedback === feedbackId)) return;", ""],
    "feedback before its event is dropped": [`throw new Unavailable("The event of this feedback", AGAIN_SECONDS);`, "return;"],
    "feedback without an event is tried for ever": ["if (now() - receivedAt < PATIENCE_MS) throw", "throw"],
  }),
  ...mistakesIn("core/events/arrivals.ts", ["tests/unit/events/arrivals.test.ts"], {
    "of many the oldest are kept": ["b.event.timestamp - a.event.timestamp", "a.event.timestamp - b.event.timestamp"],
    "all seconds go into one transaction": [
      "new Set(newestFirst.slice(KEPT).map(secondOf).slice(0, MOST_SECONDS))",
      "new Set(newestFirst.slice(KEPT).map(secondOf))",
    ],
  }),
  ...mistakesIn("functions/adapters/dynamo/store-events.ts", ["tests/contracts/arrivals.test.ts", "tests/contracts/events.test.ts"], {
    "an event is stored twice": [
      `{ Put: { TableName: tableName(), Item: id, ConditionExpression: "attribute_not_exists(pk)" } },`,
      "{ Put: { TableName: tableName(), Item: id } },",
    ],
    "an old event says how its group looks": [
      `newest ? "lastSeen <= :lastSeen" :`,
      `newest ? "lastSeen <= :lastSeen OR attribute_exists(pk)" :`,
    ],
    "what is only counted is not marked": ["...addCounted(organizationId, projectId, sets, others),", ""],
    "what was counted is counted again": ["if (before.length > 0) return before;", ""],
    "who is overtaken gives up": ["attempt < ATTEMPTS", "attempt < 1"],
    "an event comes to a group that is gone": ["if (!newest) throw new NotFound();", "if (!newest) return [];"],
  }),
  ...mistakesIn("functions/adapters/dynamo/grow-set.ts", ["tests/contracts/arrivals.test.ts", "tests/contracts/events.test.ts"], {
    "a set grows whatever somebody else added": [
      `known.size === 0 ? "attribute_not_exists(#set)" : "size(#set) = :known"`,
      `known.size === 0 ? "attribute_not_exists(#set) OR attribute_exists(#set)" : "size(#set) >= :known"`,
    ],
  }),
  ...mistakesIn(
    "functions/adapters/dynamo/create-group.ts",
    ["tests/contracts/events.test.ts", "tests/contracts/group-hashes.test.ts", "tests/contracts/project-deletion.test.ts"],
    {
      "two make the group of one key": [
        `Put: { TableName: tableName(), Item, ConditionExpression: "attribute_not_exists(pk)" },`,
        "Put: { TableName: tableName(), Item },",
      ],
      "who was slower makes another": ["if (winner) return { groupId: winner.groupId, created: false };", "if (winner) continue;"],
      "a group comes to a project that was deleted meanwhile": [
        "if (await isActive(group)) return",
        "if ((await isActive(group)) || true) return",
      ],
      "what came too late stays": [
        "await remove([...led, keys.group(organizationId, groupId), keys.groupState(organizationId, groupId)]);",
        "",
      ],
      "a deleted project gives short ids": [
        `"attribute_exists(pk) AND attribute_not_exists(deletedAt)"`,
        `"attribute_exists(pk)"`,
        { equivalent: "what was made is found to be of a deleted project right after, and taken away; this saves both" },
      ],
      "a short id that is taken is tried again and again": ["10 ** attempt", "1"],
    },
  ),
  ...mistakesIn("functions/adapters/dynamo/group-hashes.ts", ["tests/contracts/group-hashes.test.ts"], {
    "a key that leads to another group is taken over": [
      `return { Put: { TableName: tableName(), Item, ConditionExpression: "attribute_not_exists(pk)" } };`,
      "return { Put: { TableName: tableName(), Item } };",
    ],
    "a group has any number of keys": [
      `ConditionExpression: "size(hashes) < :most",`,
      `ConditionExpression: "size(hashes) < :most OR attribute_exists(pk)",`,
    ],
    "a full group is asked again by each event": ["if (failed.includes(puts.length)) await", "if (failed.includes(-1)) await"],
  }),
  ...mistakesIn("functions/adapters/redis/intake.ts", ["tests/contracts/intake.test.ts"], {
    "a window never ends": ["if (own?.number !== number) {", "if (!own) {"],
    "a count never goes": [`if total == tonumber(ARGV[1]) then redis.call('EXPIRE', KEYS[1], ARGV[2]) end`, ""],
    "a Redis that is away refuses events": [
      "return found === null || found[0] <= MOST_NEW_ISSUES;",
      "return found !== null && found[0] <= MOST_NEW_ISSUES;",
    ],
    "a key that is over is asked about each time": ["&& !own.over", ""],
  }),
  ...mistakesIn(
    "functions/adapters/content-encoding.ts",
    ["tests/contracts/content-encoding.test.ts", "tests/contracts/hostile-bodies.test.ts"],
    {
      "a body becomes as large as its sender wishes": ["Math.min(limit, Math.max(ANYWAY, body.length * RATIO))", "2 ** 30"],
      "a small body becomes as large as any": ["Math.min(limit, Math.max(ANYWAY, body.length * RATIO))", "limit"],
    },
  ),
];
