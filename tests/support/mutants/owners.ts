import { mistakesIn } from "./mutant.ts";

const EVALUATION = ["tests/unit/ownership/assign-owners.test.ts"];
const CACHES = ["tests/contracts/owner-caches.test.ts"];

/** Whom rules name, and the answers about it that are remembered. */
export const OWNERS = [
  ...mistakesIn("core/ownership/assign-owners.ts", EVALUATION, {
    "owners are looked for without a limit": [`if (claim.limited) return count("ratelimited");`, ""],
    "a remembered answer is looked up again": [
      "const assigned = claim.assigned ?? (await isAssigned(ports, ref));",
      "const assigned = await isAssigned(ports, ref);",
    ],
    "who has an issue is replaced": ["if (assigned !== false) {", "if (assigned === null) {"],
    "rules are evaluated for each event": ["if (claim.evaluated) {", "if (claim.evaluated === false) {"],
    "rules that are switched off name owners": ["if (ownership.stopped) {", "if (ownership.version < 0) {"],
    "an answer is remembered before owners are kept": [
      "  await ports.groupOwners.replace(ref, kept, ownership.version, ports.now());\n  const has =",
      "  await ports.ownerCaches.fill(claim, { evaluated: true });\n  await ports.groupOwners.replace(ref, kept, ownership.version, ports.now());\n  const has =",
    ],
    "the answer is read before it is claimed": [
      `  const claim = await ports.ownerCaches.claim(ref, features.includes("increased-issue-owners-rate-limit") ? 200 : 50);`,
      `  const early = await isAssigned(ports, ref);\n  const got = await ports.ownerCaches.claim(ref, features.includes("increased-issue-owners-rate-limit") ? 200 : 50);\n  const claim = { ...got, assigned: got.assigned ?? early };`,
    ],
  }),
  ...mistakesIn("core/ownership/auto-assign.ts", EVALUATION, {
    "a rule undoes what somebody did by hand": [" || (issue.state.version > 0 && (await wasAssignedByHand(ports, ref)))", ""],
    "rules give issues though the project does not want it": ["!autoAssignment || ", ""],
    "a rule takes an issue that somebody got meanwhile": ["    createOnly: true,\n", ""],
  }),
  ...mistakesIn("core/ownership/commit-ownership.ts", EVALUATION, {
    "new rules leave the remembered answers": [
      "if (saved) await ports.ownerCaches.moveEpoch(projectId)",
      "if (!saved) await ports.ownerCaches.moveEpoch(projectId)",
    ],
    "a Redis that is away keeps rules from being saved": ['.catch(() => ports.log.warn("cache.unavailable", { project: projectId }))', ""],
  }),
  ...mistakesIn("core/ownership/save-ownership.ts", ["tests/contracts/ownerships.test.ts", "tests/flows/ownership.test.ts"], {
    "who is overtaken in saving rules gives up": [
      "const ATTEMPTS = 5;",
      "const ATTEMPTS = 1;",
      { by: ["tests/unit/ownership/save-ownership.test.ts"] },
    ],
    "what is as it was is saved": ["if (same && before.version > 0) return", "if (same && before.version < 0) return"],
  }),
  ...mistakesIn("core/caches/fan-out.ts", ["tests/unit/caches/fan-out.test.ts"], {
    "the epoch does not move": ["    await ports.ownerCaches.moveEpoch(projectId);\n", ""],
    "memory is freed twice for one change": ["    if (!begun) return;\n", ""],
    "teams of a project without rules free its memory": [
      `if (reason !== "ownership" && (await ports.ownerships.get(organizationId, projectId)).version === 0) return;`,
      "",
    ],
    "memory is noted as free before it is": [
      "    await ports.ownerCaches.moveEpoch(projectId);\n    const begun = await ports.invalidations.begin({ ...place, by, reason, requestedAt }, ports.now());",
      "    const begun = await ports.invalidations.begin({ ...place, by, reason, requestedAt }, ports.now());\n    await ports.ownerCaches.moveEpoch(projectId);",
    ],
    "of many groups the first step's alone are freed": [
      "if (found.next) return ports.projectInvalidations.send([{ ...message, after: found.next, ...sofar }]);",
      "",
    ],
    "chunks of a later step are taken for those before": ["chunk: chunk + n, packed", "chunk: n, packed"],
  }),
  ...mistakesIn("core/caches/free-groups.ts", ["tests/unit/caches/fan-out.test.ts", ...CACHES], {
    "a chunk is noted as free before it is": [
      "  await ownerCaches.unlink(groupIds);\n  await invalidations.freed({ organizationId, projectId, id }, { chunk, groups: groupIds.length }, now());",
      "  await invalidations.freed({ organizationId, projectId, id }, { chunk, groups: groupIds.length }, now());\n  await ownerCaches.unlink(groupIds);",
    ],
    "an owner that changes is remembered": [
      "if (message.v === 1) return ownerCaches.unlink(message.groupIds);",
      "if (message.v === 1) return;",
      { by: ["tests/unit/caches/fan-out.test.ts", "tests/flows/ownership.test.ts", "tests/flows/assignment.test.ts"] },
    ],
  }),
  ...mistakesIn("functions/adapters/redis/owner-caches.ts", CACHES, {
    "an answer is filled in after it became wrong": [
      "if answer ~= '' and redis.call('GET', KEYS[n]) == ARGV[1] .. '${LEASE}' .. ARGV[2] then",
      "if answer ~= '' then",
    ],
    "an answer of before the epoch is filled in": [
      "if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end\n",
      "",
      { equivalent: "an answer carries its epoch, and holds under no other; this only saves the writing of what nobody reads" },
    ],
    "an answer of another epoch holds": [
      "value === epoch + YES ? true : value === epoch + NO ? false : null",
      "value?.endsWith(YES) ? true : value?.endsWith(NO) ? false : null",
    ],
    "a claim takes an answer of another epoch": ["if value == epoch .. '${YES}' or value == epoch .. '${NO}' then", "if value then"],
    "a group over the limit is claimed": ["    return { 1, epoch, '', '' }\n", "    return { 0, epoch, '', '' }\n"],
    "groups of a minute are counted for ever": ["if redis.call('TTL', KEYS[4]) < 0 then redis.call('EXPIRE', KEYS[4], 60) end\n", ""],
    "an epoch comes again": [
      "await insisting(redis().set(epochKey(projectId), unique(), { ex: EPOCH_SECONDS }));",
      'await insisting(redis().set(epochKey(projectId), "1", { ex: EPOCH_SECONDS }));',
    ],
    "a cache that is not unlinked is no fault": ["await insisting(redis().unlink(", "await unless(redis().unlink("],
    "an epoch that does not move is no fault": ["await insisting(redis().set(", "await unless(redis().set("],
    "that nobody has it is remembered for a day": ["const UNASSIGNED_SECONDS = 60;", "const UNASSIGNED_SECONDS = DAY;"],
  }),
  ...mistakesIn("functions/adapters/dynamo/invalidations.ts", ["tests/contracts/ownerships.test.ts"], {
    "two changes free the memory": [
      `"attribute_not_exists(pk) OR (#by = :by AND attribute_not_exists(counted))"`,
      `"attribute_not_exists(pk) OR #by = :by OR attribute_exists(pk)"`,
    ],
    "a chunk that is freed twice counts twice": [
      " AND NOT contains(freed, :chunk)",
      " AND (NOT contains(freed, :chunk) OR attribute_exists(pk))",
    ],
    "an invalidation ends with its first chunk": ["if (item?.chunks !== freed) return;", "if (freed === 0) return;"],
  }),
];
