import { mistakesIn } from "./mutant.ts";

const TELL = ["tests/unit/discord/tell.test.ts"];

/** What a chat is told, and what is done from it. */
export const DISCORD = [
  ...mistakesIn("core/discord/tell.ts", TELL, {
    "a line is written again": ["if (activity.version <= message.told) return;", ""],
    "a line is noted before it is written": [
      "  if (text !== null)\n    await say",
      "  await ports.postedMessages.update(message, { told: activity.version });\n  if (text !== null)\n    await say",
    ],
    "an old state is shown over a newer one": ["if (message.shown >= issue.state.version) return;", ""],
    "a message is noted before it is changed": [
      "    await ports.discord.edit(message.channelId, message.messageId, await bodyOf(ports, message, issue));\n    await ports.postedMessages.update(message, { shown: issue.state.version });",
      "    await ports.postedMessages.update(message, { shown: issue.state.version });\n    await ports.discord.edit(message.channelId, message.messageId, await bodyOf(ports, message, issue));",
    ],
    "a fault of Discord is swallowed": [
      "    if (!(error instanceof DiscordRefused)) throw error;\n    // It is not tried",
      "    // It is not tried",
    ],
    "a message that was given up is tried again": [".filter(({ failure }) => failure === null)", ""],
    "a message that was deleted is changed for ever": [
      "await ports.postedMessages.giveUp(message, { shortId, failure: wordsOf(error), at: ports.now() });",
      "",
    ],
    "each line opens a thread": ["if (message.threadId === null) await ports.postedMessages.update(message, { threadId });", ""],
    "people are rung": [", allowed_mentions: NOBODY }, line.nonce", " }, line.nonce"],
    "a message has no mark to be known again by": [
      "content: cut(line.text, 2000), allowed_mentions: NOBODY }, line.nonce",
      "content: cut(line.text, 2000), allowed_mentions: NOBODY }, String(Math.random())",
    ],
  }),
  ...mistakesIn("core/discord/raise-alerts.ts", [...TELL, "tests/flows/discord.test.ts"], {
    "an alert is raised again": [
      "if (!(await ports.postedMessages.claim(organizationId, groupId, claim))) return;",
      "await ports.postedMessages.claim(organizationId, groupId, claim);",
    ],
    "a rule that does not match raises": ["rules.filter((it) => matches(it, seen))", "rules"],
    "a rule that failed is shown as failed for ever": ["if (rule.failure !== null) await", 'if (rule.failure === "") await'],
    "one alert that is refused keeps the others": [
      "    if (!(error instanceof DiscordRefused)) throw error;\n    // Shown",
      "    if (error) throw error;\n    // Shown",
    ],
    "an alert that fails is lost": [
      "    if (!(error instanceof DiscordRefused)) throw error;\n    // Shown",
      "    if (!(error instanceof DiscordRefused)) return;\n    // Shown",
    ],
    "a message is not kept": ["    await ports.postedMessages.put(posted, claim);\n", ""],
  }),
  ...mistakesIn("functions/adapters/dynamo/posted-messages.ts", ["tests/contracts/discord-stores.test.ts"], {
    "what was raised and done is raised again": ["(cause = :cause AND (attribute_not_exists(done) OR done <> :cause))", "cause = :cause"],
    "an alert that broke off is not raised again": [
      "(cause = :cause AND (attribute_not_exists(done) OR done <> :cause))",
      "(cause = :cause AND cause <> :cause)",
    ],
    "an alert is raised as often as it happens": [" OR #at <= :before", " OR #at <= :before OR attribute_exists(cause)"],
    "an alert comes to a group that is gone": ["transact([exists(organizationId, groupId), { Update }])", "transact([{ Update }])"],
    "a message that is gone comes again": [
      '      UpdateExpression: `SET ${fields.map(([name]) => `#${name} = :${name}`).join(", ")}`,\n      ConditionExpression: "attribute_exists(pk)",\n',
      '      UpdateExpression: `SET ${fields.map(([name]) => `#${name} = :${name}`).join(", ")}`,\n',
    ],
  }),
  ...mistakesIn(
    "core/discord/act.ts",
    [
      "tests/unit/discord/act.test.ts",
      "tests/flows/discord.test.ts",
      "tests/flows/discord-bad-input.test.ts",
      "tests/flows/long/discord-organizations.test.ts",
    ],
    {
      "a server of another organization acts": [
        `  if (!guild) return "The organization of this issue is not connected with this server any more.";\n`,
        "",
      ],
      "who is no member any more acts": ["if (!presser?.active) return", "if (!presser) return"],
      "anybody acts in a channel of a few": [
        "  if (allowed && !allowed.some((it) => roles.includes(it)))",
        "  if (allowed && roles.length < 0)",
      ],
      "a press that waited replaces what came since": [
        ", at, late: true });",
        ", at });",
        { by: ["tests/flows/discord.test.ts", "tests/flows/long/discord-three-sides.test.ts", "tests/flows/discord-bad-input.test.ts"] },
      ],
      "a passing fault is told as the end": [
        "if (!(error instanceof AppError) || error.retry !== false) throw error;\n    return plain",
        "if (!(error instanceof AppError)) throw error;\n    return plain",
      ],
    },
  ),
  ...mistakesIn(
    "functions/discord/answer-in-time.ts",
    ["tests/flows/discord.test.ts", "tests/flows/discord-bad-input.test.ts", "tests/proofs/discord-faults.test.ts"],
    {
      "what takes long is not done": ["  await discordWork.send([work]);\n", ""],
      "what fails in passing is told as failed": ["if (error instanceof AppError && error.retry !== false) return null;", ""],
      "what is not counted is not done": ['.catch((error: unknown) => logFailure("discord.uncounted", error));', ";"],
    },
  ),
  ...mistakesIn(
    "functions/discord/carry-out.ts",
    ["tests/flows/discord.test.ts", "tests/flows/long/discord-limits.test.ts", "tests/proofs/discord-faults.test.ts"],
    {
      "who cannot be answered any more is tried for ever": ["if (!(error instanceof DiscordRefused)) throw error;", "throw error;"],
      "a fault in answering is swallowed": ["if (!(error instanceof DiscordRefused)) throw error;", ""],
    },
  ),
  ...mistakesIn(
    "core/discord/install.ts",
    ["tests/unit/discord/install.test.ts", "tests/flows/discord.test.ts", "tests/flows/long/discord-organizations.test.ts"],
    {
      "a set-up of another browser connects": ["begun?.browser !== browserOf(session) || ", "!begun || "],
      "a set-up for another organization connects": [" || begun.organizationId !== organization.id", ""],
      "a set-up of yesterday connects": [" || begun.until < now())", ")"],
      "a server that another organization has is left": ["if ((await guilds.organizationsOf(guild.guildId)).length > 0) return;", ""],
      "a server loses its roles when it is added again": ["roles: before?.roles ?? {}", "roles: {}"],
    },
  ),
  ...mistakesIn(
    "core/discord/link-account.ts",
    [
      "tests/unit/discord/link-account.test.ts",
      "tests/flows/discord.test.ts",
      "tests/flows/discord-bad-input.test.ts",
      "tests/contracts/discord-stores.test.ts",
    ],
    {
      "a link code is used twice": [`const found = await find(ports, came, "take");`, `const found = await find(ports, came, "see");`],
      "a link code of another organization's server links": [
        `how === "see" && !(await guilds.find(organizationId, found.guildId))`,
        `how === "see" && organizationId < 0`,
      ],
    },
  ),
  ...mistakesIn("functions/adapters/dynamo/link-codes.ts", ["tests/contracts/discord-stores.test.ts"], {
    "a link code is good for ever": [
      `ConditionExpression: "expiresAt > :now",`,
      `ConditionExpression: "expiresAt > :now OR attribute_exists(pk)",`,
    ],
  }),
  ...mistakesIn("functions/adapters/dynamo/chat-accounts.ts", ["tests/contracts/discord-stores.test.ts"], {
    "one account acts for two people": [
      "      ...(sameAccount && sameAccount.userId !== userId ? [del(keys.chatUser(organizationId, sameAccount.userId as number))] : []),\n",
      "",
    ],
    "an account of before goes on acting": [
      "      ...(sameUser && sameUser.account !== account ? [del(keys.chatAccount(organizationId, String(sameUser.account)))] : []),\n",
      "",
    ],
  }),
];
