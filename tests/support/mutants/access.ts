import { mistakesIn } from "./mutant.ts";

/** Who asks, whose it is, and what was sealed. */
export const ACCESS = [
  ...mistakesIn("core/sessions/authenticate.ts", ["tests/unit/sessions/authenticate.test.ts", "tests/flows/access.test.ts"], {
    "a token of one organization opens another": ["if (organization?.id !== token.organizationId) throw", "if (!organization) throw"],
    "a token does what it may not": ["if (input.scope) requireScope(access, input.scope);", ""],
    "who signed out is let in": [
      `if (input.session && isSignedOut(input.session, token)) throw new Unauthorized("You signed out.");`,
      "",
      { by: ["tests/unit/sessions/authenticate.test.ts", "tests/flows/sign-in.test.ts"] },
    ],
  }),
  ...mistakesIn("core/organizations/access.ts", ["tests/unit/organizations/access.test.ts"], {
    "reading is writing": [`level === "read" ? ["write", "admin"] : level === "write" ? ["admin"] : []`, `["read", "write", "admin"]`],
    "one family stands for another": [
      "held.some((scope) => scope === `${family}:${better}`)",
      'held.some((scope) => scope.endsWith(`:${better}`) && family !== "")',
    ],
  }),
  ...mistakesIn("core/sessions/session.ts", ["tests/unit/sessions/session.test.ts"], {
    "a session is good for ever": ["return session.expiresAt > now() ? session : null;", "return session;"],
    "who signs out everywhere stays": [" || session.expiresAt - SESSION_SECONDS * 1000 <= sessionsFrom", ""],
    "who signs out here stays": ["ended.includes(sessionMark(session)) || ", ""],
    "any form is one of ours": [
      "return actual.length === expected.length && timingSafeEqual(actual, expected);",
      "return actual.length === expected.length;",
    ],
  }),
  ...mistakesIn("core/sessions/kept-form.ts", ["tests/unit/sessions/kept-form.test.ts"], {
    "a form that was kept is kept for ever": ["return form.until > now() ? form : null;", "return form;"],
    "a form keeps the token of the session before": [`.filter(([name]) => name !== "form_token")`, ""],
    "a form of any size is kept": ["Buffer.byteLength(text) > LONGEST ? null : seal", 'text === "" ? null : seal'],
  }),
  ...mistakesIn("functions/adapters/dynamo/sign-in-links.ts", ["tests/contracts/sign-in-links.test.ts"], {
    "a sign-in link is good for ever": [
      `ConditionExpression: "expiresAt > :now",`,
      `ConditionExpression: "expiresAt > :now OR attribute_exists(pk)",`,
    ],
  }),
  ...mistakesIn("functions/adapters/dynamo/sessions.ts", ["tests/contracts/sessions.test.ts"], {
    "marks of sessions grow without end": [
      " AND (attribute_not_exists(ended) OR size(ended) < :most)",
      " AND (attribute_not_exists(ended) OR size(ended) < :most OR attribute_exists(ended))",
    ],
    "a session that finds no place stays": ["    if (!named) await sessions.endAll(sha256, now);\n", "    void [named, now];\n"],
    "signing out makes a token": [
      `      UpdateExpression: "SET sessionsFrom = :now REMOVE ended",\n      ConditionExpression: "attribute_exists(pk)",`,
      `      UpdateExpression: "SET sessionsFrom = :now REMOVE ended",\n      ConditionExpression: "attribute_exists(pk) OR attribute_not_exists(pk)",`,
    ],
  }),
  ...mistakesIn("functions/edges/page.ts", ["tests/flows/sign-in.test.ts"], {
    "a form from anywhere is taken": [
      `if (request.method === "POST" && !isFormToken(session, form.get("form_token"))) throw new Forbidden("form");`,
      "",
    ],
  }),
  ...mistakesIn("functions/edges/session-cookie.ts", ["tests/contracts/session-cookie.test.ts"], {
    "a script reads the session": ["HttpOnly; ", ""],
    "a session goes over a plain line": [`\${isSecure() ? "; Secure" : ""}`, ""],
  }),
  ...mistakesIn("functions/adapters/seal.ts", ["tests/contracts/seal.test.ts"], {
    "what is sealed for one opens as another's": [
      "decipher.setAAD(Buffer.from(context)).setAuthTag",
      "decipher.setAAD(Buffer.from(context.slice(0, 0))).setAuthTag",
    ],
    "a seal that was cut opens": [", { authTagLength: 16 });", ");"],
    "what the key of before sealed is lost": ["[current(), former()].find", "[current()].find"],
    "a format that nobody knows is read": [
      "if (/^s\\d+$/.test(format) && format !== FORMAT) throw",
      "if (/^x\\d+$/.test(format) && format !== FORMAT) throw",
    ],
  }),
  ...mistakesIn("core/organizations/issue-token.ts", ["tests/unit/organizations/issue-token.test.ts"], {
    "a token gives more than who makes it has": ["  for (const scope of scopes) requireScope(access, scope);\n", ""],
    "a token is made for who is switched off": ["if (!member?.active) throw", "if (!member) throw"],
  }),
  ...mistakesIn("core/organizations/revoke-token.ts", ["tests/flows/tokens.test.ts"], {
    "a member takes an owner's token": ["if (rankOf(owner ?? null) > rankOf(own ?? null)) throw", "if (rankOf(owner ?? null) < -9) throw"],
  }),
  ...mistakesIn("functions/adapters/dynamo/token-writes.ts", ["tests/contracts/member-tokens.test.ts"], {
    "a token is made for who was switched off meanwhile": [
      "[revise(keys.member(token.organizationId, userId), { active: true, role }), ...newToken(sha256, token)]",
      "newToken(sha256, token)",
    ],
    "a token that is taken away works on": [
      "return { ...token, keys: [keys.token(sha256 as string), keys.organizationToken",
      "return { ...token, keys: [keys.organizationToken",
    ],
  }),
  ...mistakesIn("core/organizations/change-roster.ts", ["tests/unit/organizations/roster.test.ts", "tests/flows/members.test.ts"], {
    "an organization loses its last owner": [
      "if (before.members.some(isOwner) && !after.members.some(isOwner)) {",
      "if (before.members.length < 0) {",
    ],
    "who is overtaken in changing a roster is said to be done": [
      "|| (await rosters.write(organizationId, differing))) return after;",
      "|| (await rosters.write(organizationId, differing).then(() => true))) return after;",
    ],
  }),
  ...mistakesIn("core/organizations/save-member.ts", ["tests/unit/organizations/save-member.test.ts"], {
    "a member takes an owner's membership": [
      "    requireRank(roster, userId, member.role);\n    return { ...roster, members: roster.members.filter",
      "    return { ...roster, members: roster.members.filter",
    ],
  }),
  ...mistakesIn("functions/adapters/dynamo/rosters.ts", ["tests/contracts/rosters.test.ts", "tests/contracts/member-tokens.test.ts"], {
    "who is gone keeps their tokens": ["...(await revocations(organizationId, revoked)), ", ""],
    "tokens go after their member": [
      "const all = [...(await revocations(organizationId, revoked)), ...changes, ...removals];",
      "const all = [...changes, ...removals, ...(await revocations(organizationId, revoked))];",
    ],
    "what fails half-way in a roster is said to be done": ["if (failed.length > 0) return false;", ""],
    "a team is written over a newer one": [
      "return [changeIfSame(Key, { revision }, change), ...renamed];",
      "return [changeIfSame(Key, {}, change), ...renamed];",
    ],
  }),
  ...mistakesIn(
    "functions/adapters/dynamo/compare.ts",
    ["tests/contracts/rosters.test.ts", "tests/contracts/organization-writes.test.ts"],
    {
      "an attribute that came since is no change": [
        "value === undefined ? `attribute_not_exists(#${name})` : ",
        "value === undefined ? `(attribute_not_exists(#${name}) OR attribute_exists(#${name}))` : ",
      ],
      "what is gone is written anew": [
        `["attribute_exists(pk)", ...conditions]`,
        `["(attribute_exists(pk) OR attribute_not_exists(pk))", ...conditions]`,
      ],
      "what is there is created again": [
        'export const create = (key: Key, item: object): Write => ({\n  Put: { TableName: tableName(), Item: { ...key, ...item }, ConditionExpression: "attribute_not_exists(pk)" },',
        "export const create = (key: Key, item: object): Write => ({\n  Put: { TableName: tableName(), Item: { ...key, ...item } },",
      ],
    },
  ),
  ...mistakesIn("functions/adapters/jira-server/guarded-lookup.ts", ["tests/contracts/public-addresses.test.ts"], {
    "one public address hides a private one": [
      "found.find((it) => !isPublic(it.address))",
      "found.every((it) => !isPublic(it.address)) ? found[0] : undefined",
    ],
    "the address of a cloud's secrets is public": [" || ip.toString() === AZURE_METADATA", ""],
    "an address in numbers is not looked at": [
      "!allowPrivate && isIP(address) !== 0 && !isPublic(address)",
      "!allowPrivate && isIP(address) > 9",
    ],
  }),
];
