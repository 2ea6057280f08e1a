import { mistakesIn } from "./mutant.ts";

/** Owner and status of issues: one transaction for a change and what tells of it, and no change lost or made twice. */
export const ISSUES = [
  ...mistakesIn("core/issues/assign.ts", ["tests/unit/issues/assign.test.ts", "tests/unit/issues/transitions.test.ts"], {
    "a late change of an owner replaces a newer one": [
      `if (at < state.assigneeSourceTime) return { unchanged: "stale" };\n  if (state.assignee`,
      "if (state.assignee",
    ],
    "a rule takes an issue from who has it": [`if (state.assignee && createOnly) return { unchanged: "exists" };`, ""],
    "the same owner once more is a change": [
      `if (sameOwner(state.assignee, owner) && !force) return`,
      "if (state.assignee === owner) return",
    ],
    "a person who was named hides under a team that is gone": [" : state.ownerUnder && { ownerUnder: null }", " : {}"],
    "a team erases what was decided of people": [
      "...(isTeam ? { ownerUnder: ownerDecided(state) } :",
      "...(isTeam ? { ownerUnder: null } :",
    ],
    "who acts later in a slow browser loses": ["Math.max(sourceTime, newest + 1)", "sourceTime"],
    "a newer confirmation is forgotten": ['{ unchanged: "same", confirm: { assigneeSourceTime: at } }', '{ unchanged: "same" }'],
  }),
  ...mistakesIn("core/issues/deassign.ts", ["tests/unit/issues/assign.test.ts", "tests/unit/issues/transitions.test.ts"], {
    "a late removal of an owner replaces a newer one": [`if (at < state.assigneeSourceTime) return { unchanged: "stale" };`, ""],
    "nobody once more is a change": ["if (!state.assignee) return sameButNewer(at, state);", ""],
  }),
  ...mistakesIn(
    "core/issues/status.ts",
    ["tests/unit/issues/transitions.test.ts", "tests/unit/issues/reopen.test.ts", "tests/flows/rest.test.ts"],
    {
      "a late status replaces a newer one": [`if (at <= newest) return { unchanged: "stale" };`, ""],
      "what is not so any more is changed": ["if (when && !when(state)) return", "if (when && now < 0) return"],
    },
  ),
  ...mistakesIn(
    "core/issues/commit-changes.ts",
    ["tests/unit/issues/assign.test.ts", "tests/unit/issues/transitions.test.ts", "tests/contracts/groups.test.ts"],
    {
      "who was overtaken gives up": ["const ROUNDS = 6;", "const ROUNDS = 1;"],
      "who was overtaken is said to be done": [
        "else open.push(found === undefined ? target : { ref: target.ref, state: found });",
        "else outcomes.push({ ref: target.ref, changed: true, state: found ?? target.state });",
      ],
      "those beside one that was overtaken are lost": [
        "else open.push(found === undefined ? target : { ref: target.ref, state: found });",
        "else if (found !== undefined) open.push({ ref: target.ref, state: found });",
      ],
      "what moved while it was confirmed is not looked at again": [
        "moved.push(target);",
        "outcomes.push({ ref, state, changed: false, unchanged: decision.unchanged });",
      ],
      "a transaction takes any number of changes": [
        "export const CHANGES_PER_TRANSACTION = 24;",
        "export const CHANGES_PER_TRANSACTION = 240;",
      ],
    },
  ),
  ...mistakesIn("functions/adapters/dynamo/commit.ts", ["tests/contracts/groups.test.ts", "tests/flows/assignment.test.ts"], {
    "a change is written without what tells of it": [
      "export const writesOf = (change: StateChange): Write[] => [stateUpdate(change), ...recordsOf(change)];",
      "export const writesOf = (change: StateChange): Write[] => [stateUpdate(change), ...recordsOf(change).slice(1)];",
    ],
    "an activity does not come into the outbox": [
      "{ ...activity, ...inOutbox(groupId, now()) }",
      "{ ...activity }",
      { by: ["tests/contracts/groups.test.ts", "tests/flows/long/dead-stream.test.ts"] },
    ],
    "a change has no history": ["...(history ? [Put(keys.history(organizationId, groupId, history.version), history)] : []),", ""],
    "who gets an issue is not subscribed": [
      "...(change.assignedSubscribers ? [subscriptionsUpdate(change, change.assignedSubscribers)] : []),",
      "",
    ],
    "a change is written over another": [
      `ConditionExpression: ["#version = :expected", ...newestOnly`,
      `ConditionExpression: ["attribute_exists(#version)", ":expected = :expected", ...newestOnly`,
    ],
    "a time goes back": ["return [`#f${n} <= :f${n}`];\n    return", "return [];\n    return"],
    "a status's time goes back": [`name === "statusSourceTime" && !isArchive ?`, `name === "" && !isArchive ?`],
    "an own wish is overridden": [
      "subscribed = if_not_exists(subscribed, :yes)",
      "subscribed = :yes",
      { by: ["tests/contracts/participations.test.ts"] },
    ],
    "a change that changes nothing is not checked": [
      `ConditionExpression: "#version = :expected", ...same`,
      `ConditionExpression: "#version = :expected OR attribute_exists(pk)", ...same`,
      { by: ["tests/contracts/groups.test.ts", "tests/contracts/links.test.ts"] },
    ],
  }),
  ...mistakesIn(
    "functions/adapters/dynamo/transact.ts",
    ["tests/contracts/dynamodb/transactions.test.ts", "tests/contracts/groups.test.ts", "tests/contracts/events.test.ts"],
    {
      "two transactions at once are a fault": ["if (attempt === ATTEMPTS) throw", "if (attempt > 0) throw"],
      "a condition that does not hold is tried again": ["if (refused.length > 0) return refused;", ""],
    },
  ),
  ...mistakesIn("core/issues/reopen.ts", ["tests/unit/issues/reopen.test.ts"], {
    "an event from before brings an issue back": ["event.timestamp <= now.statusSourceTime", "now.statusSourceTime < 0"],
    "who resolves an issue anew meanwhile loses": [
      "!isOlder(now) && JSON.stringify(now.statusDetails) === JSON.stringify(state.statusDetails)",
      "now.status !== undefined",
    ],
    "a snooze that ends too early is dropped": [
      "if (ports.now() < until) return ports.snoozes.send([snooze]);",
      "if (ports.now() < until) return;",
    ],
    "a snooze ends too early": ["if (ports.now() < until) return ports.snoozes.send([snooze]);", ""],
    "a snooze ends another one": [" || wait.until !== until) return;", ") return;"],
    "an archive that was made anew meanwhile ends": [
      'sameWait(now, wait) ? archiveEnded(ref, now, how) : { unchanged: "same" }',
      "archiveEnded(ref, now, how)",
    ],
  }),
  ...mistakesIn("core/issues/escalate.ts", ["tests/unit/issues/escalate.test.ts"], {
    "an archive that was made anew meanwhile escalates": [
      'isWatched(now) && now.statusSourceTime === watch.since ? archiveEnded(it, now, how) : { unchanged: "same" }',
      "archiveEnded(it, now, how)",
    ],
    "merged issues escalate": ["if (came <= watch.most) return", "if (came < 0) return"],
    "each event reads the week anew": ["if (known?.since === since && known.hour === hour) return known;", ""],
    "an archive before this one counts": ["known?.since === since ? known.most", "known ? known.most"],
  }),
  ...mistakesIn("core/issues/unassign-gone.ts", ["tests/unit/issues/unassign-gone.test.ts"], {
    "who got an issue meanwhile loses it": [
      ", late: true });",
      " });",
      { equivalent: "it only says of people's changes that they are as old as their request; the system's always are" },
    ],
    "what moved to the front is missed": ["else if (found || items.length > 0) await", "else if (found && items.length < 0) await"],
    "of many only the first hundred are taken": [
      "if (next !== null) await ports.issueUpdates.send([{ ...message, after: next, found: found || items.length > 0 }]);",
      "if (next !== null) return;",
    ],
    "a team with the number of a member loses its issues": [
      "assignee?.type === gone.type && assignee.id === gone.id",
      "assignee?.id === gone.id",
    ],
  }),
  ...mistakesIn("core/issues/continue-update.ts", ["tests/unit/issues/continue-update.test.ts"], {
    "what came since a bulk change is changed": ["update, at, late: true });", "update, at });"],
    "issues newer than a bulk change are changed": ["group.firstSeen <= at && ", ""],
    "what moved to the front is missed by a bulk change": [
      "else if (!again) await ports.issueUpdates.send([{ ...message, after: null, again: true }]);",
      "",
    ],
    "a bulk change ends after a thousand": [
      "if (!isOver) await ports.issueUpdates.send([{ ...message, after: selected.next }]);\n  else if",
      "if",
    ],
  }),
  ...mistakesIn("core/issues/update-as-seen.ts", ["tests/unit/issues/update-as-seen.test.ts", "tests/flows/long/issue-page.test.ts"], {
    "of two who choose at once the slower wins": [`if (result.outcome === "stale") throw new Moved();`, ""],
    "what somebody else chose meanwhile is replaced": [
      "const quicker = issues.filter(isQuicker);",
      "const quicker = issues.filter((it) => isQuicker(it) && it.group.id < 0);",
    ],
    "who is overtaken in choosing sees a fault": ["const ROUNDS = 6;", "const ROUNDS = 1;"],
  }),
  ...mistakesIn("core/issues/add-note.ts", ["tests/unit/issues/add-note.test.ts", "tests/flows/long/issue-page.test.ts"], {
    "a note that is sent twice is two": ["if (activities.some(isSame)) return;", ""],
    "what somebody else wrote is taken for one's own": [` && origin.kind === "user" && origin.userId === userId`, ""],
  }),
  ...mistakesIn("functions/adapters/dynamo/participations.ts", ["tests/contracts/participations.test.ts"], {
    "a late wish replaces a newer one": [
      `"attribute_not_exists(wishedAt) OR wishedAt <= :wishedAt"`,
      `"attribute_not_exists(wishedAt) OR attribute_exists(wishedAt) OR wishedAt <= :wishedAt"`,
    ],
    "wishes come to an issue that is gone": [
      `Key: keys.groupState(organizationId, groupId),\n        ConditionExpression: "attribute_exists(pk)",`,
      `Key: keys.groupState(organizationId, groupId),\n        ConditionExpression: "attribute_exists(pk) OR attribute_not_exists(pk)",`,
    ],
    "one issue that is gone keeps the wish from the others": [
      "open = open.filter((_, index) => !failed.includes(2 * index) && !failed.includes(2 * index + 1));",
      "open = [];",
    ],
  }),
  ...mistakesIn("core/releases/save-release.ts", ["tests/unit/releases/save-release.test.ts", "tests/contracts/releases.test.ts"], {
    "an older release becomes the newest": ["compareReleases(release, before) <= 0", "compareReleases(release, before) < -9"],
    "who is overtaken with a newer release gives up": [
      "if (await releases.moveNewest(before, release)) return;",
      "await releases.moveNewest(before, release);\n    return;",
    ],
  }),
  ...mistakesIn("functions/adapters/dynamo/releases.ts", ["tests/contracts/releases.test.ts"], {
    "the newest release is written over a newer one": [
      `{ ConditionExpression: "version = :before", ExpressionAttributeValues: { ":before": before.version } }`,
      "{}",
    ],
    "a release comes to a project that is deleted": [
      "const refused = await transact([activeProject(organizationId, projectId), put]);",
      "const refused = await transact([activeProject(organizationId, projectId), put].slice(1)).then((all) => all.map((it) => it + 1));",
    ],
  }),
];
