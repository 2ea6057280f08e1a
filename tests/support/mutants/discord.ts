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
