import { mistakesIn } from "./mutant.ts";

const INSTALL = ["tests/unit/jira-cloud/connect/install-token.test.ts", "tests/flows/jira-cloud-connect.test.ts"];
const TENANT = ["tests/unit/jira-cloud/connect/tenant-token.test.ts", "tests/flows/jira-cloud-connect.test.ts"];

/** What trackers and chats tell us: who says it, and that it is kept. */
export const RECEIVERS = [
  ...mistakesIn("core/jira-server/receive.ts", ["tests/unit/jira-server/receive.test.ts"], {
    "an unsigned delivery of a Jira that signs is taken": ["if (integration.signsBodies) throw new Invalid(UNSIGNED);", ""],
    "a signature that does not fit is taken": [
      `if (!isBodySigned(body, signature, secret)) throw new Invalid("The signature does not fit the body.");`,
      "",
    ],
    "a Jira that signs may stop": ["if (!integration.signsBodies)\n", "if (integration.signsBodies)\n"],
    "a signature that cannot be noted refuses the delivery": [`.catch(() => ports.log.warn("webhook.signature.not_noted"))`, ""],
  }),
  ...mistakesIn(
    "core/jira-server/body-signature.ts",
    ["tests/unit/jira-server/receive.test.ts", "tests/unit/jira-cloud/receive.test.ts", "tests/contracts/jira-signature.test.ts"],
    {
      "any method of signing is taken": ["/^sha256=([0-9a-f]{64})$/i", "/^sha\\d+=([0-9a-f]{64})$/i"],
      "any signature fits": [
        'return timingSafeEqual(createHmac("sha256", secret).update(body).digest(), Buffer.from(hex, "hex"));',
        'return timingSafeEqual(Buffer.from(hex, "hex"), Buffer.from(hex, "hex"));',
      ],
    },
  ),
  ...mistakesIn(
    "core/jira-server/webhook-token.ts",
    ["tests/unit/jira-server/webhook-token.test.ts", "tests/unit/jira-server/receive.test.ts"],
    {
      "what is disconnected is heard": [
        `integration?.status !== "active" || !integration.sealedWebhookSecret`,
        "!integration?.sealedWebhookSecret",
      ],
      "a token is believed as it is": [
        "const claims = verified(jwt, token, secret);",
        "const claims = jwt.peek(token) as Record<string, unknown>;",
      ],
      "a token for somebody else is taken": [
        `if (claims.aud !== undefined) throw new Invalid("Could not validate JWT. Got an audience, expected none");`,
        "",
      ],
      "a secret that was replaced is found a minute later": [
        "const current = await ports.integrations.find(",
        "const current = await ports.integrations.byExternalId(",
      ],
    },
  ),
  ...mistakesIn("functions/adapters/jwt.ts", ["tests/unit/jira-server/receive.test.ts"], {
    "a token chooses how it is signed": [`{ algorithms: ["HS256"] }`, `{ algorithms: ["HS256", "HS384", "HS512"] }`],
  }),
  ...mistakesIn(
    "core/jira-server/take-delivery.ts",
    ["tests/unit/jira-server/receive.test.ts", "tests/unit/jira-cloud/receive.test.ts", "tests/unit/jira-server/bodies.test.ts"],
    {
      "a delivery is answered before it is queued": ["await ports.ticketChanges.send(", "void ports.ticketChanges.send("],
      "a fault of a receiver's queue is swallowed": [
        "deliveryId: cause, receivedAt }]);",
        "deliveryId: cause, receivedAt }]).catch(() => {});",
      ],
      "each delivery is another": ["const cause = isTimed ? deliveryId :", "const cause = isTimed && false ? deliveryId :"],
      "what says no time is dropped as said before": [
        "const cause = isTimed ? deliveryId : `${deliveryId}:${receivedAt}`;",
        "const cause = isTimed ? deliveryId : deliveryId;",
      ],
      "what nobody asked for is queued": ["if (!isAnythingOn(integration)) return", "if (!integration) return"],
      "what is called anything becomes a key": [
        "identifier && PLAIN_IDENTIFIER.test(identifier) ? identifier : createHash",
        "identifier ? identifier : createHash",
      ],
    },
  ),
  ...mistakesIn("core/jira-cloud/receive.ts", ["tests/unit/jira-cloud/receive.test.ts"], {
    "an unsigned delivery is taken": [
      " || !signature) throw refused();",
      ') throw refused();\n  if (!signature) { const it = await integrations.find("jira", externalId); if (it) return it; }\n  signature ??= "";',
    ],
    "what is disconnected is heard (Jira Cloud)": [`integration?.status === "active" && secretsOf`, `integration !== null && secretsOf`],
    "a secret that was replaced holds for ever": ["it.until > now", "it.until > 0"],
    "a secret that was replaced holds no longer": ["it.until > now", "it.until < 0"],
    "a new secret is known a minute later": [
      `const current = await integrations.find("jira", externalId);`,
      `const current = await integrations.byExternalId("jira", externalId);`,
    ],
  }),
  ...mistakesIn("core/jira-cloud/connect/install-token.ts", INSTALL, {
    "an installation is signed with a shared secret": [`header.alg !== "RS256" || !KID`, "!KID"],
    "a key's name becomes any address": ["/^[A-Za-z0-9_-]{1,100}$/", "/^.{1,100}$/"],
    "a token for another app is taken": [`if (![claims.aud].flat().includes(audience)) throw refused("it is meant for another app.");`, ""],
    "a token for another request installs": ["checkQueryHash(claims, asked);", ""],
    "an installation's signature is not verified": [
      '    ports.jwt.verify(token as string, { algorithm: "RS256", publicKey, audience }, { now: ports.now(), leewaySeconds: LEEWAY_SECONDS });',
      "    void publicKey;",
    ],
  }),
  ...mistakesIn("core/jira-cloud/connect/tenant-token.ts", TENANT, {
    "a token for another request is taken": ["checkQueryHash(claims, asked, { context });", "void context;"],
    "a page's token changes things": [
      "tenantOfToken(ports, { token: tokenOfHeader(authorization), asked });",
      "tenantOfToken(ports, { token: tokenOfHeader(authorization), asked, context: true });",
    ],
    "a tenant that is gone is heard": [`integration?.status === "active" ? openedSecret`, "integration ? openedSecret"],
    "a tenant's signature is not verified": [
      '    jwt.verify(token, { algorithm: "HS256", secret }, { now: now(), leewaySeconds: LEEWAY_SECONDS });',
      "    void jwt;",
    ],
  }),
  ...mistakesIn("functions/adapters/jira-cloud/connect-jwt.ts", [...TENANT, ...INSTALL, "tests/unit/jira-cloud/oauth/delivery.test.ts"], {
    "a token holds for ever": ["if (!endless && claims.exp === undefined)", "if (endless && claims.exp === undefined)"],
    "a token for any app installs": [
      `algorithms: ["RS256"], audience: by.audience }`,
      `algorithms: ["RS256"] }`,
      { equivalent: "whom it is meant for is looked at before its key is fetched, too" },
    ],
  }),
  ...mistakesIn(
    "core/jira-cloud/connect/install.ts",
    ["tests/contracts/connect-tenants.test.ts", "tests/flows/jira-cloud-connect.test.ts"],
    {
      "a tenant installs another": [
        `if (clientKey !== tenant) throw new Unauthorized("The body is of another tenant than the token.");`,
        "",
      ],
      "a tenant that is installed again loses its organizations": [
        "installations: known?.installations ?? [],",
        "installations: [],",
        { equivalent: "what stores a tenant never writes its organizations; the value is only answered" },
      ],
      "who is overtaken is lost": [
        "for (let attempt = 0; attempt < ATTEMPTS; attempt++) {",
        "for (let attempt = 0; attempt < 1; attempt++) {",
      ],
      "a tenant without TLS is taken": [`|| !(plain || address.url.startsWith("https://"))`, ""],
    },
  ),
  ...mistakesIn("functions/adapters/dynamo/connect-tenants.ts", ["tests/contracts/connect-tenants.test.ts"], {
    "what is over suspends who came back": [
      `          // Installed anew since: then this is over already.\n          ConditionExpression: "sealedWebhookSecret = :sealed",`,
      `          ConditionExpression: "sealedWebhookSecret = :sealed OR attribute_exists(pk)",`,
    ],
    "an organization joins what is gone": [
      `ConditionExpression: "#status = :active",`,
      `ConditionExpression: "#status = :active OR attribute_exists(pk)",`,
    ],
    "a tenant that is gone is asked on": ["      { Delete: { TableName: tableName(), Key: keys.watched(provider, externalId) } },\n", ""],
  }),
  ...mistakesIn("core/jira-cloud/oauth/delivery.ts", ["tests/unit/jira-cloud/oauth/delivery.test.ts"], {
    "what is disconnected is heard (OAuth)": [`integration?.status === "active" ? openedSecret`, "integration ? openedSecret"],
    "a delivery's token is not verified": [`ports.jwt.verify(token, { algorithm: "HS256", secret }, times);`, "void times;"],
    "an extension that nobody knows is taken": [" || peeked.header.crit !== undefined", ""],
  }),
  ...mistakesIn("core/jira-cloud/as-remembered.ts", [...TENANT, "tests/unit/jira-cloud/oauth/delivery.test.ts"], {
    "a new secret is known a minute later (Connect, OAuth)": [
      "const current = await integrations.find(",
      "const current = await integrations.byExternalId(",
    ],
  }),
  ...mistakesIn("core/discord/signature.ts", ["tests/flows/discord-bad-input.test.ts", "tests/flows/discord.test.ts"], {
    "an interaction's signature is not verified": ["if (!fits || ", "if ("],
    "an old interaction is taken": ["Math.abs(now / 1000 - Number(timestamp)) > AGE_SECONDS", "now < 0"],
    "an interaction's time is not signed": ["Buffer.concat([Buffer.from(timestamp), body])", "Buffer.concat([body])"],
  }),
];
