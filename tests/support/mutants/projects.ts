import { mistakesIn } from "./mutant.ts";

/** Projects, their ids, and all that goes with one. */
export const PROJECTS = [
  ...mistakesIn("core/projects/save-project.ts", ["tests/unit/projects/save-project.test.ts"], {
    "an id that is taken ends it": ["const ID_ATTEMPTS = 5;", "const ID_ATTEMPTS = 1;"],
    "an id that is taken is tried again": [
      `if (taken.includes("id")) break;`,
      `if (taken.includes("id") && attempt > ID_ATTEMPTS) break;\n      if (taken.includes("id") && attempt++ > 9) throw new Conflict("");`,
    ],
    "a slug that is taken takes another id": [
      `if (taken.includes("slug")) candidate = nextSlug();`,
      `if (taken.includes("slug")) {\n        candidate = nextSlug();\n        break;\n      }`,
    ],
    "a given slug that is taken gets a suffix": [
      "const slugs = slug ? [slug].values() : slugCandidates(name, random);",
      "const slugs = slugCandidates(slug ?? name, random);",
    ],
    "a project that is gone is changed": [`if (outcome === "gone") throw new NotFound();`, `if (outcome === "gone") return changed;`],
  }),
  ...mistakesIn("functions/adapters/dynamo/project-writes.ts", ["tests/contracts/project-writes.test.ts"], {
    "two projects get one id": [
      '  Put: { TableName: tableName(), Item: { ...key, ...item }, ConditionExpression: "attribute_not_exists(pk)" },',
      "  Put: { TableName: tableName(), Item: { ...key, ...item } },",
    ],
    "two projects get one slug": [
      `"attribute_not_exists(pk) OR attribute_exists(former)"`,
      `"attribute_not_exists(pk) OR attribute_exists(pk)"`,
    ],
    "a former slug is nobody's any more": ["attribute_not_exists(pk) OR attribute_exists(former)", "attribute_not_exists(pk)"],
    "a deleted project is changed": ["slug = :before AND attribute_not_exists(deletedAt)", "slug = :before"],
    "a rename does not lead on from the former slug": [
      "reserveSlug(organizationId, id, slug), redirect] : [update]",
      "reserveSlug(organizationId, id, slug)] : [update]",
    ],
    "what shall not be kept is kept a minute longer": [
      "      forgetPrivacy(id);\n",
      "",
      { by: ["tests/contracts/project-writes.test.ts", "tests/flows/projects.test.ts", "tests/flows/ingest.test.ts"] },
    ],
  }),
  ...mistakesIn("core/projects/save-key.ts", ["tests/contracts/key-writes.test.ts", "tests/flows/project-keys.test.ts"], {
    "a key of another project is found": [".find((it) => it.id === id);", "[0];"],
    "a key comes to a project that is gone": ["if (!(await keyWrites.create(key))) throw new NotFound();", "await keyWrites.create(key);"],
  }),
  ...mistakesIn("functions/adapters/redis/ids.ts", ["tests/contracts/ids.test.ts"], {
    "an id is given out twice": ["const id = free.pop();", "const id = free.at(-1);"],
    "ids are given out long after their time": ["if (Date.now() - leasedAt > LEASE_MS) free = [];", ""],
    "each caller leases for itself": ["leasing ??= Promise.resolve()", "leasing = Promise.resolve()"],
    "a lease is never smaller again": ["size = Date.now() - leasedAt > LEASE_MS ? 1 :", "size = Date.now() < leasedAt ? 1 :"],
    "a new database is not waited for": ["if (attempt === ATTEMPTS || milliseconds === 0) throw", "if (attempt >= 1) throw"],
    "ids of all regions are alike": [
      "encodeSnowflake({ seconds, region, sequence: first + n })",
      "encodeSnowflake({ seconds, region: 0, sequence: first + n })",
    ],
  }),
  ...mistakesIn("functions/adapters/redis/lease-ids.ts", ["tests/contracts/ids.test.ts", "tests/proofs/ids.test.ts"], {
    "after a flush ids come again": ["  floor = now + 1\n", "  floor = 0\n"],
    "sequences of a second are given out again": [
      "redis.call('SET', counter, used + count, 'EX', ${COUNTER_SECONDS})",
      "redis.call('SET', counter, count, 'EX', ${COUNTER_SECONDS})",
    ],
    "a counter goes before its second is over": ["const COUNTER_SECONDS = 900;", "const COUNTER_SECONDS = 1;"],
    "a second has any number of ids": ["math.min(${SEQUENCES_PER_SECOND} - used, left)", "left"],
    "regions share one counter": ["`ids:1:${space}:${region}`", "`ids:1:${space}`"],
  }),
  ...mistakesIn("core/projects/snowflake.ts", ["tests/unit/projects/snowflake.test.ts"], {
    "a part that does not fit spills over": ["value < 0 || value >= end", "value < 0"],
  }),
  ...mistakesIn("core/projects/delete-project.ts", ["tests/unit/projects/delete-project.test.ts"], {
    "a rename in between ends a deletion": ["const ATTEMPTS = 3;", "const ATTEMPTS = 1;"],
    "what is deleted already is said to be under way": ["if (!deletion || deletion.finishedAt !== null) throw", "if (!deletion) throw"],
  }),
  ...mistakesIn(
    "functions/adapters/dynamo/deletions.ts",
    ["tests/contracts/project-writes.test.ts", "tests/contracts/project-deletion.test.ts"],
    {
      "a project is deleted twice": [
        "slug = :slug AND attribute_not_exists(deletedAt)",
        "slug = :slug",
        { equivalent: "the record of the first removal refuses the second in the same transaction" },
      ],
      "a project that was renamed meanwhile is deleted": [
        "slug = :slug AND attribute_not_exists(deletedAt)",
        "attribute_not_exists(deletedAt) AND attribute_exists(pk) AND (slug = :slug OR attribute_exists(slug))",
      ],
      "a slug that is another's by now is taken from it": [
        `ConditionExpression: "projectId = :project",`,
        `ConditionExpression: "projectId = :project OR attribute_exists(projectId)",`,
      ],
      "groups are counted twice": [
        `ConditionExpression: "attribute_type(counted, :null)",`,
        `ConditionExpression: "attribute_type(counted, :null) OR attribute_exists(counted)",`,
      ],
      "a deletion ends twice": [
        `ConditionExpression: "attribute_type(finishedAt, :null)",`,
        `ConditionExpression: "attribute_type(finishedAt, :null) OR attribute_exists(finishedAt)",`,
      ],
      "nobody is told who removed a project": [
        `      auditEntry(organizationId, { event: "PROJECT_REMOVE", actor, target: projectId, at, data: { slug, name } }),\n`,
        "",
      ],
    },
  ),
  ...mistakesIn("core/projects/cascade.ts", ["tests/unit/projects/cascade.test.ts", "tests/contracts/project-deletion.test.ts"], {
    "a removal ends after one step": ["return again();\n  }", "return;\n  }"],
    "a removal ends with groups that are not empty": [
      "const empty = groups.filter((it) => !left.includes(it.groupId));",
      "const empty = groups;",
    ],
    "what a group has goes before the group": [
      "    await projectContents.closeGroups(organizationId, projectId, groupIds);\n    const left = await projectContents.emptyGroups(organizationId, projectId, groupIds, ITEMS_PER_STEP);",
      "    const left = await projectContents.emptyGroups(organizationId, projectId, groupIds, ITEMS_PER_STEP);\n    await projectContents.closeGroups(organizationId, projectId, groupIds);",
    ],
    "a group is forgotten before it is empty": [
      "    const left = await projectContents.emptyGroups(organizationId, projectId, groupIds, ITEMS_PER_STEP);\n",
      "    await projectContents.forgetGroups(organizationId, projectId, groups);\n    const left = await projectContents.emptyGroups(organizationId, projectId, groupIds, ITEMS_PER_STEP);\n",
    ],
    "a removal ends before the rest is gone": [
      "if ((await projectContents.removeRest(organizationId, projectId, ITEMS_PER_STEP)) > 0) return again();",
      "await projectContents.removeRest(organizationId, projectId, ITEMS_PER_STEP);",
    ],
    "keys of a deleted project stay": ["  await projectContents.removeKeys(organizationId, projectId);\n", ""],
    "a removal that is over begins again": ["if (!deletion || deletion.finishedAt !== null) return;", "if (!deletion) return;"],
    "the next step is asked for before this one is done": [
      "    await projectContents.forgetGroups(organizationId, projectId, empty);\n    log",
      "    await again();\n    await projectContents.forgetGroups(organizationId, projectId, empty);\n    log",
    ],
  }),
  ...mistakesIn(
    "functions/adapters/dynamo/project-contents.ts",
    ["tests/contracts/project-contents.test.ts", "tests/contracts/project-deletion.test.ts"],
    {
      "public keys of a deleted project let events in": [
        "    await remove(own.map((it) => keys.publicKey(it.publicKey as string)));\n",
        "",
      ],
      "what leads to a key goes last": [
        "    await remove(own.map((it) => keys.publicKey(it.publicKey as string)));\n    await remove(own);",
        "    await remove(own);\n    await remove(own.map((it) => keys.publicKey(it.publicKey as string)));",
      ],
      "short ids of merged groups stay": ["remove([...found, ...merged].map(", "remove(found.map("],
      "what was merged stays": [
        "    for (const { id } of merged) await empty(organizationId, (await queryAll(keys.group(organizationId, id).pk)) as Item[]);\n",
        "",
      ],
      "tickets of a deleted project keep their links": [
        "  await remove(links.map(({ integrationId, ticketId, groupId }) => keys.ticketLink(organizationId, integrationId, ticketId, groupId)));\n",
        "",
      ],
      "a ticket that nothing is linked to stays": ["  for (const link of links) await tickets.expect(link, now());\n", ""],
      "a group counts twice as removed": [
        `({ Delete: { TableName: tableName(), Key, ConditionExpression: "attribute_exists(pk)" } })`,
        "({ Delete: { TableName: tableName(), Key } })",
      ],
      "what another delivery removed keeps the rest": ["rest = rest.filter((_, position) => !failed.includes(position));", "return;"],
      "a group that came late goes with its key alone": ["items.filter((it) => !it.sk.startsWith(prefixes.hash))", "items"],
    },
  ),
  ...mistakesIn("core/projects/follow-project.ts", ["tests/unit/projects/follow-project.test.ts"], {
    "a deleted project is not removed": ["await ports.projectDeletions.send([{ v: 1, organizationId, projectId }]);", ""],
    "who can reach a project is not written": ["  await changeRoster(ports, organizationId, (roster) => roster);\n", ""],
    "a new project counts anew each time": ["id: `${projectId}:${type}`", "id: `${projectId}:${type}:${Math.random()}`"],
  }),
];
