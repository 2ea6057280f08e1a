import { mistakesIn } from "./mutant.ts";

/** What trackers answer, how long they are left alone, what operators do to what is stored. */
export const TRACKERS = [
  ...mistakesIn("functions/adapters/jira-cloud/call.ts", ["tests/contracts/jira-cloud-limits.test.ts"], {
    "a Jira that asked to wait is asked on": ["  await refuseHeld(at, asked, spare);\n", ""],
    "that a Jira asked to wait is told to nobody": [
      "    await holds.put(place, keysOf(asked)[scope], { until: now() + milliseconds, milliseconds });\n",
      "",
    ],
    "a token that was refused is not renewed": [
      "first.status === 401 && way.instead ?",
      "first.status === 499 && way.instead ?",
      { by: ["tests/flows/long/jira-cloud-oauth.test.ts"] },
    ],
    "what gives way does not": ["...(spare ? [NEAR] : [])", "..." + "[]"],
    "a page is taken for data": [
      'if (isPage(answer)) throw notJira(hostOf(way), "It sent a page instead of data.");\n  return answer;',
      "return answer;",
    ],
  }),
  ...mistakesIn(
    "functions/adapters/jira-server/call.ts",
    ["tests/contracts/jira-server-answers.test.ts", "tests/contracts/jira-server-client.test.ts"],
    {
      "a page is taken for data (Jira Server)": [
        'if (isPage(answer)) throw notJira(hostOf(site), "It sent a page instead of data.");\n  return answer;',
        "return answer;",
      ],
      "a fault of Jira is final": [`status >= 500 ? "unavailable"`, `status >= 500 ? "rejected"`],
      "a Jira asks to wait for years": ["Math.min(secondsOf(answer), LONGEST_WAIT)", "secondsOf(answer)"],
      "a Jira sends us anywhere": [
        "if (answer.status >= 200 && answer.status < 300) return answer;",
        "if (answer.status >= 200 && answer.status < 400) return answer;",
      ],
    },
  ),
  ...mistakesIn("functions/adapters/redis/holds.ts", ["tests/contracts/jira-cloud-limits.test.ts"], {
    "what was held for a while is held for ever": [
      "held.find((it) => it.until > now)",
      "held.find((it) => it.until > 0)",
      { equivalent: "Redis forgets what is held at its end; the comparison guards against a clock that differs" },
    ],
    "without Redis nobody is asked": ['      log.warn("holds.unknown");\n      return null;', '      throw new Error("unknown");'],
  }),
  ...mistakesIn("functions/adapters/dynamo/watched.ts", ["tests/contracts/watched-trackers.test.ts"], {
    "what was searched is searched again": [` AND #until <= :until"`, ` AND (#until <= :until OR attribute_exists(#until))"`],
    "a tracker that is disconnected is watched again": [
      "ConditionExpression: `attribute_exists(pk)${news.until",
      "ConditionExpression: `(attribute_exists(pk) OR attribute_not_exists(pk))${news.until",
    ],
  }),
  ...mistakesIn("functions/adapters/warm.ts", ["tests/contracts/warm.test.ts"], {
    "a failure is remembered": ["() => entries.delete(key),\n", "() => {},\n"],
    "what was not found is not found for a minute": [
      "if (value === null) entry.until =",
      "if (value === null && milliseconds < 0) entry.until =",
    ],
    "what is remembered grows without end": ["if (entries.size >= ENTRIES) entries.clear();", ""],
    "what is remembered is remembered for ever": ["if (known && known.until > Date.now()) return", "if (known) return"],
    "what this process changed is remembered": ["forget: (key: string) => void entries.delete(key)", "forget: (key: string) => void key"],
  }),
  ...mistakesIn("functions/adapters/dynamo/client.ts", ["tests/contracts/group-hashes.test.ts"], {
    "a database that is busy is a bug": [`throw new Unavailable("The database", undefined, { cause: error });`, "throw error;"],
  }),
  ...mistakesIn(
    "functions/adapters/dynamo/batch-get.ts",
    [
      "tests/contracts/group-hashes.test.ts",
      "tests/contracts/events.test.ts",
      "tests/contracts/project-deletion.test.ts",
      "tests/contracts/search-cost.test.ts",
    ],
    {
      "what the database put off is not there": [
        "rest = [...unprocessed, ...rest.slice(100)];",
        "rest = [...unprocessed.slice(999), ...rest.slice(100)];",
      ],
      "of many keys the first hundred are read": ["...rest.slice(100)];", "...rest.slice(1e6)];"],
    },
  ),
  ...mistakesIn("core/operations/reseal.ts", ["tests/flows/long/reseal.test.ts"], {
    "what cannot be opened is sealed as it is": [
      "if (!canOpen(ports.seal, before, ports.now())) so.unopened.push(before);\n      else {",
      "{",
    ],
    "a secret is sealed for something else": [
      "return found ? seal.close(found.plain, found.context) : sealed;",
      'return found ? seal.close(found.plain, "") : sealed;',
    ],
  }),
  ...mistakesIn("functions/adapters/dynamo/sealed-secrets.ts", ["tests/contracts/sealed-secrets.test.ts"], {
    "a secret of now is replaced by the one of before": [
      `"sealedCredentials = :credentialsBefore AND sealedWebhookSecret = :secretBefore"`,
      `"attribute_exists(pk) OR (sealedCredentials = :credentialsBefore AND sealedWebhookSecret = :secretBefore)"`,
    ],
    "only the first page is sealed anew": ["    } while (start);", '    } while (start && start.pk === "");'],
  }),
  ...mistakesIn("core/operations/migrate.ts", ["tests/unit/operations/migrate.test.ts"], {
    "a step is noted before it is done": [
      '    await steps[it]?.(said);\n    if (!(await advance(it))) throw new Conflict("Somebody else converts the table at the same time.");',
      '    if (!(await advance(it))) throw new Conflict("Somebody else converts the table at the same time.");\n    await steps[it]?.(said);',
    ],
    "two convert at once": ["if (!(await advance(it))) throw", "if (!(await advance(it)) && it < 0) throw"],
    "a newer table is converted": ["if (from > wanted) throw", "if (from < 0) throw"],
    "a way that ends half-way is begun": ["if (missing !== undefined)", "if (missing === -1)"],
  }),
];
