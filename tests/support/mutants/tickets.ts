import { mistakesIn } from "./mutant.ts";

const LINKING = ["tests/unit/tickets/link-ticket.test.ts"];

/** Creating, linking and merging. */
export const TICKETS = [
  ...mistakesIn("core/tickets/link-ticket.ts", LINKING, {
    "what is linked is linked again": [
      "if (same) return { ticket, link: null };",
      "",
      { equivalent: "what stores a link refuses it as well, with the same answer; this only saves what comes in between" },
    ],
    "what was linked meanwhile is said to be new": [
      `if (made === "there") return { ticket, link: null };`,
      `if (made === "there") return { ticket, link };`,
      { by: [...LINKING, "tests/flows/mistakes.test.ts"] },
    ],
    "who is overtaken in linking gives up": ["const ROUNDS = 6;", "const ROUNDS = 1;"],
    "a new link is not looked at": [
      "      await ports.looks.send([\n        {\n          v: 1,\n          provider,",
      "      await ports.looks.send([].slice(1) ?? [\n        {\n          v: 1,\n          provider,",
    ],
    "a comment that fails undoes the link": [
      'reason: error instanceof TrackerFailure ? error.kind : "unknown" });\n    });',
      'reason: error instanceof TrackerFailure ? error.kind : "unknown" });\n      throw error;\n    });',
      { by: [...LINKING, "tests/flows/long/client-issues.test.ts"] },
    ],
    "a tracker that is gone is linked": [`integration.status === "active" ? trackers.of(integration) : null`, "trackers.of(integration)"],
    "a link of another issue is unlinked": [".find((it) => String(it.externalIssueId) === externalIssueId);", "[0];"],
    "what nobody is linked to is looked at for ever": ["  await tickets.expect(link, now());\n", ""],
  }),
  ...mistakesIn("core/tickets/create-ticket.ts", ["tests/unit/tickets/create-ticket.test.ts"], {
    "any field of a form is written": ["/^(customfield_\\d+|priority|labels|components|fixVersions|duedate)$/.test(name)", 'name !== ""'],
  }),
  ...mistakesIn("functions/tickets/create-once.ts", ["tests/flows/long/create-ticket-page.test.ts"], {
    "a form that is sent twice makes two tickets": [
      "!/^[\\w-]{1,64}$/.test(formId) || !(await isSentFirst(organizationId, id, formId))",
      "!/^[\\w-]{1,64}$/.test(formId)",
    ],
  }),
  ...mistakesIn("functions/adapters/dynamo/sent-forms.ts", ["tests/flows/long/create-ticket-page.test.ts"], {
    "a form is new each time": [`Item, ConditionExpression: "attribute_not_exists(pk)" });`, "Item });"],
  }),
  ...mistakesIn("core/tickets/link-from-app.ts", ["tests/flows/jira-server-tickets.test.ts"], {
    "an app that asks again is refused": [
      "return known ?? (await linkTicket(ports, where, { key })).link;",
      "return (await linkTicket(ports, where, { key })).link ?? known;",
    ],
  }),
  ...mistakesIn("functions/adapters/dynamo/links.ts", ["tests/contracts/links.test.ts", "tests/contracts/pending-notes.test.ts"], {
    "a link is made twice": [
      `Put: { TableName: tableName(), Item: { ...itemKey, ...index, ...link }, ConditionExpression: "attribute_not_exists(pk)" },`,
      "Put: { TableName: tableName(), Item: { ...itemKey, ...index, ...link } },",
    ],
    "a hint goes back": ["OR hint.#version < :version)", "OR hint.#version < :version OR attribute_exists(hint))"],
    "a note that came late is lost": ["    await keepLate(ref, note);\n", ""],
    "a note that is waiting waits twice": ["if (notes.some((it) => it.version === note.version)) return;", ""],
    "a note that was written waits again": [
      "activity?.gsi2pk !== undefined && !(commentKey(ref) in ((activity.comments ?? {}) as object))",
      "activity !== undefined",
    ],
    "notes that came while others were settled are lost": [
      `condition: "notes = :before" }`,
      `condition: "notes = :before OR attribute_exists(pk)" }`,
    ],
    "notes that came while a late one was put in its place are lost": [
      `const condition = "notes = :before OR attribute_not_exists(notes)";`,
      `const condition = "notes = :before OR attribute_exists(pk)";`,
    ],
    "an issue that is gone keeps its links": ["    if (failed.length > 0) await transact(gone);\n", ""],
    "notes that found no place are not counted": [
      'if (await update(ref, "SET hint = :hint, notesLost = if_not_exists(notesLost, :zero) + :one", how)) return;',
      "",
    ],
  }),
  ...mistakesIn("core/issues/merge-issues.ts", ["tests/flows/merge.test.ts", "tests/contracts/merges.test.ts"], {
    "issues of two projects are merged": ["if (projects.size > 1) throw", "if (projects.size < 1) throw"],
    "the smaller one stays": ["b.group.count - a.group.count", "a.group.count - b.group.count"],
    "who is overtaken in merging gives up": [
      "round < ROUNDS; round++",
      "round < 1; round++",
      { by: ["tests/unit/issues/merge-issues.test.ts"] },
    ],
  }),
  ...mistakesIn("functions/adapters/dynamo/merges.ts", ["tests/contracts/merges.test.ts", "tests/flows/merge.test.ts"], {
    "a group that got events meanwhile goes with them": [
      `ConditionExpression: "#count = :count",`,
      `ConditionExpression: "#count = :count OR attribute_exists(pk)",`,
    ],
    "a group that changed meanwhile goes": [
      `ConditionExpression: "version = :version",`,
      `ConditionExpression: "version = :version OR attribute_exists(pk)",`,
    ],
    "what the other learned meanwhile is replaced": [
      `ConditionExpression: "lastSeen = :before",`,
      `ConditionExpression: "lastSeen = :before OR attribute_exists(pk)",`,
    ],
    "keys of what was merged lead nowhere": [
      "    return (await transact([...writes, ...regrouped])).length === 0;",
      "    return (await transact(writes)).length === 0;",
    ],
    "what fails half-way is said to be done": [".length > 0) return false;\n    }", ".length > 0) return true;\n    }"],
    "what moves to a group that was merged too is lost": ["else await moveOne(organizationId, item, next);", ""],
    "what cannot be put goes all the same before it is there": [
      "const moved = [...put, ...remove];\n  const failed = await transact(",
      "await transact(remove);\n  const moved = [...put];\n  const failed = await transact(",
    ],
  }),
  ...mistakesIn("functions/adapters/dynamo/move-item.ts", ["tests/contracts/merges.test.ts", "tests/flows/merge.test.ts"], {
    "what is there is written over": [
      `  Put: { TableName: tableName(), Item, ConditionExpression: "attribute_not_exists(pk)" },`,
      "  Put: { TableName: tableName(), Item },",
    ],
    "a link that moved keeps its place with the other": ["      remove: [gone, del(before)],\n", "      remove: [gone],\n"],
    "an event that moved is found with the other": [", follow(eventId, into, { timestamp, expiresAt: item.expiresAt as number })],", "],"],
  }),
  ...mistakesIn("core/sync/finish-merge.ts", ["tests/unit/sync/finish-merge.test.ts"], {
    "of much only the first is moved": ["if (moved === ITEMS_PER_STEP) return ports.groupMerges.send([message]);", ""],
    "tickets of what was merged are not looked at": [
      "  await ports.looks.send(\n    links.map(",
      "  await ports.looks.send(\n    links.slice(9).map(",
    ],
  }),
];
