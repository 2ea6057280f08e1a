import { mistakesIn } from "./mutant.ts";

const BUILD = ["tests/unit/jira-server/build-integration.test.ts"];
const TOKENS = ["tests/contracts/oauth-tokens.test.ts"];

/** Connecting a tracker, and being disconnected from one. */
export const SET_UP = [
  ...mistakesIn("core/jira-server/build-integration.ts", BUILD, {
    "what cannot be stored leaves its webhook": [
      "if (!isStored && webhookId !== there?.webhookId) await removeWebhook",
      "if (isStored && webhookId !== there?.webhookId) await removeWebhook",
    ],
    "what was stored loses its webhook": [
      "if (!isStored && webhookId !== there?.webhookId) await",
      "if (webhookId !== there?.webhookId || isStored) await",
    ],
    "a webhook of before goes first": [
      "  const webhookId = await createWebhook(ports,",
      "  if (known) await removeWebhook(ports, { site, credentials, webhookId: known.webhookId });\n  const webhookId = await createWebhook(ports,",
    ],
    "a webhook of before stays": [
      "if (known && known.webhookId !== webhookId) await removeWebhook",
      "if (known && known.webhookId === webhookId) await removeWebhook",
    ],
    "a number that is given anew takes the new webhook": ["if (known && known.webhookId !== webhookId) await", "if (known) await"],
    "one organization takes another's Jira": [
      '  if (known.installations.some((it) => it.status === "active" && it.organizationId !== organizationId))',
      "  if (known.installations.length < 0)",
    ],
    "ids that were cut are taken for one": ["if (!sameKey || placeOf(known.baseUrl) !== placeOf(site.baseUrl))", "if (known.id < 0)"],
    "a fault of storing is swallowed": [
      "if (error instanceof Conflict && there && isConnected(there, organizationId)) return there;\n      throw error;",
      "if (there) return there;\n      return integration;",
    ],
    "who finishes twice at once fails": ["if (error instanceof Conflict && there && isConnected(there, organizationId)) return there;", ""],
    "secrets of a set-up are kept": [`put({ ...pipeline, sealed: "", integrationId: id })`, "put({ ...pipeline, integrationId: id })"],
    "a webhook that stays ends the set-up": [
      'reason: error instanceof JiraFailure ? error.kind : "failed" });\n  });',
      'reason: error instanceof JiraFailure ? error.kind : "failed" });\n    throw error;\n  });',
    ],
    "who connects again is counted as new": ["const isNew = !known || !isConnected(known, organizationId);", "const isNew = true;"],
    "tokens of two organizations are one": ["`token-of-${organizationId}:${place}`", "`token:${place}`"],
  }),
  ...mistakesIn("core/jira-server/set-up.ts", ["tests/unit/jira-server/set-up.test.ts"], {
    "who said no is taken for yes": [`if (answer.verifier === "denied") throw new Denied();`, ""],
    "who comes back twice asks Jira twice": [
      `if ("credentials" in secrets || consumerKey === null) return pipeline;`,
      `if (consumerKey === null || !("privateKey" in secrets)) return pipeline;`,
      { equivalent: "credentials and a private key never stand in one set-up" },
    ],
    "a set-up is stored before Jira gave a token": [
      "  const requestToken = await ports.jiraServer.requestToken(",
      "  await ports.pipelines.put(begun(ports, whose, site) as never);\n  const requestToken = await ports.jiraServer.requestToken(",
    ],
    "a set-up of another browser is seen": [
      "ports.pipelines.find(whose.organizationId, whose.browser, id)",
      'ports.pipelines.find(whose.organizationId, "", id)',
    ],
  }),
  ...mistakesIn("functions/adapters/dynamo/integrations.ts", ["tests/contracts/integrations.test.ts"], {
    "of two set-ups at once the slower wins": [
      `if (!replaces) return { Put: { ...Put!, ConditionExpression: "attribute_not_exists(pk)" } };`,
      "if (!replaces) return { Put: Put! };",
    ],
    "a set-up is written over a newer one": [
      `{ Put: { ...Put!, ConditionExpression: "sealedWebhookSecret = :sealed", ExpressionAttributeValues } }`,
      "{ Put: { ...Put!, ...(ExpressionAttributeValues && {}) } }",
    ],
    "what is set up is not remembered anew": ["    cached.forget(`${integration.provider}:${integration.externalId}`);\n", ""],
    "what is disconnected is remembered": [
      '      audited("INTEGRATION_REMOVE", integration, { organizationId, by, at }),\n    ]);\n    cached.forget(`${provider}:${externalId}`);\n  },\n\n  async withdraw',
      '      audited("INTEGRATION_REMOVE", integration, { organizationId, by, at }),\n    ]);\n  },\n\n  async withdraw',
    ],
    "nobody is told who connected": ["      audited(event, integration, { organizationId: installation.organizationId, by, at }),\n", ""],
    "what is disconnected is asked on": ["      { Delete: { TableName: tableName(), Key: keys.watched(provider, externalId) } },\n", ""],
    "a signature of before makes the new set-up sign": [
      `      ConditionExpression: "sealedWebhookSecret = :sealed",\n      ExpressionAttributeValues: { ":yes": true`,
      `      ConditionExpression: "sealedWebhookSecret = :sealed OR attribute_exists(pk)",\n      ExpressionAttributeValues: { ":yes": true`,
    ],
    "what changed while it was away is lost": ["#until = if_not_exists(#until, :at)", "#until = :at"],
    "one organization's leaving turns it off for all": [
      "    await transact([\n      off(keys.installation(provider, externalId, organizationId)),\n      audited",
      "    await transact([\n      off(keys.integration(provider, externalId)),\n      off(keys.installation(provider, externalId, organizationId)),\n      audited",
    ],
  }),
  ...mistakesIn("core/integrations/uninstall.ts", ["tests/unit/integrations/uninstall.test.ts", "tests/flows/integrations.test.ts"], {
    "who leaves takes it from the others": ["if (isShared) {", "if (!integration) {"],
    "a webhook goes before it is off": [
      "  await ports.integrations.disable(integration, { ...who, at: ports.now() });\n  const webhookLeft = !(await leave(ports, integration));",
      "  const webhookLeft = !(await leave(ports, integration));\n  await ports.integrations.disable(integration, { ...who, at: ports.now() });",
    ],
    "secrets stay": ["  await ports.integrations.dropSecrets(integration, webhookLeft ? integration.webhookId : null);\n", ""],
    "a webhook that could not be removed is not named": ["webhookLeft ? integration.webhookId : null", "null"],
  }),
  ...mistakesIn("core/jira-cloud/oauth/access-token.ts", TOKENS, {
    "a token that was refused is used again": ["accessToken !== refused && endsAt", "endsAt"],
    "a token is used to its last moment": ["endsAt - MARGIN_MS > now()", "endsAt > now()"],
    "two renew at once": ["if (await ports.oauthTurns.take(current, { by, now: now(), until: now() + TURN_MS })) return", "if (by) return"],
    "what was not stored is used": ["if (!stored) throw", "if (!stored && !id) throw"],
    "a turn is kept after a fault": ["    await ports.oauthTurns.giveBack(integration, by).catch(() => {});\n", ""],
    "who was slower is said to be withdrawn": [
      'if (newer?.kind === "oauth" && newer.refreshToken !== credentials.refreshToken) return newer;',
      "",
    ],
    "a new token is used before it is stored": [
      "const stored = await ports.oauthTurns.store(integration, sealCloudCredentials(ports, id, renewed));",
      "const stored = true as boolean;\n    void ports.oauthTurns.store(integration, sealCloudCredentials(ports, id, renewed));",
    ],
  }),
  ...mistakesIn("functions/adapters/dynamo/oauth-turns.ts", TOKENS, {
    "a turn is taken from who has it": [
      "sealedCredentials = :sealed AND (attribute_not_exists(turnBy) OR turnUntil <= :now)",
      "sealedCredentials = :sealed AND (attribute_not_exists(turnBy) OR turnUntil <= :now OR attribute_exists(turnBy))",
    ],
    "a turn is never over": [
      "(attribute_not_exists(turnBy) OR turnUntil <= :now)",
      "(attribute_not_exists(turnBy) OR (turnUntil <= :now AND turnUntil < turnBy))",
    ],
    "credentials are written over newer ones": [
      `ConditionExpression: "sealedCredentials = :before",`,
      `ConditionExpression: "sealedCredentials = :before OR attribute_exists(pk)",`,
    ],
    "another's turn is given back": [
      `ConditionExpression: "turnBy = :by",`,
      `ConditionExpression: "turnBy = :by OR attribute_exists(turnBy)",`,
    ],
  }),
  ...mistakesIn("core/jira-cloud/oauth/keep-webhook.ts", ["tests/contracts/dynamic-webhooks.test.ts"], {
    "webhooks of before stay": ["  await removeAll(hooks, all.slice(surplus.length), id);\n", ""],
    "a full Jira takes no webhook": ["  await removeAll(hooks, surplus);\n", ""],
    "a webhook that was not renewed is relied on": [
      "if (same && (await hooks.refresh([same.id]))) {",
      "if (same) {\n    await hooks.refresh([same.id]);",
    ],
  }),
  ...mistakesIn("core/jira-cloud/oauth/keep-all-webhooks.ts", ["tests/contracts/dynamic-webhooks.test.ts"], {
    "one Jira that fails keeps the others from their webhooks": ["if (!(error instanceof JiraFailure)) throw error;", "throw error;"],
    "a new webhook is not noted": ["if (webhookId !== integration.webhookId) await oauthTurns.noteWebhook(integration, webhookId);", ""],
  }),
  ...mistakesIn("core/jira-cloud/secrets.ts", ["tests/flows/jira-cloud-set-up.test.ts"], {
    "a secret of before holds no more at once": [
      "formerWebhookSecrets: remembered(integration, now(), isByHand ? OVERLAP_BY_HAND_MS : OVERLAP_MS),",
      "formerWebhookSecrets: [],",
    ],
    "Jira gets a secret before it is known here": [
      "  if (!(await integrations.install(next,",
      "  if (!isByHand) await jiraCloud.updateWebhook({ baseUrl }, credentials, webhookId, webhookOf({ url, secret }));\n  if (!(await integrations.install(next,",
    ],
    "a Jira that refuses a secret is left with two": [
      "if (error instanceof JiraFailure && isRefused(error))",
      "if (error instanceof TypeError)",
    ],
  }),
];
