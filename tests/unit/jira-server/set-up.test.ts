import { generateKeyPairSync } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { findPipeline, PIPELINE_SECONDS, pipelineOfToken, secretsOf } from "../../../core/jira-server/pipeline.ts";
import type { JiraServer } from "../../../core/jira-server/ports.ts";
import { beginDance, beginWithToken, Denied, formAgain, resumeDance } from "../../../core/jira-server/set-up.ts";
import type { AnalyticsEvent } from "../../../core/messages.ts";
import { fakePipelines } from "../../support/fake-pipelines.ts";
import { fakeSender, plainSeal } from "../../support/fakes.ts";

const PEM = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const FORM = { url: "https://jira.example.com/", verifySsl: true, consumerKey: "lockstep", privateKey: PEM };
const SITE = { baseUrl: "https://jira.example.com", verifySsl: true };
const WHOSE = { organizationId: 11, userId: 7, browser: "one" };
const CALLBACK = "https://lockstep.example.com/extensions/jira_server/setup/";

let clock: number;
let serial: number;
let asked: unknown[];

/** A Jira that gives every browser a token of its own and takes any verifier. */
const jira = {
  requestToken: async (...input: unknown[]) => {
    asked.push(input);
    serial += 1;
    return { token: `request-${serial}`, tokenSecret: "s" };
  },
  accessToken: async (...input: unknown[]) => {
    asked.push(input);
    return { token: "access", tokenSecret: "t" };
  },
  myself: async () => ({ name: "bot", key: "JIRAUSER1", displayName: "Lockstep Bot", email: null }),
} as Partial<JiraServer> as JiraServer;

function setUp() {
  const pipelines = fakePipelines();
  const analyticsEvents = fakeSender<AnalyticsEvent>();
  let bytes = 0;
  const ports = {
    pipelines: pipelines.port,
    jiraServer: jira,
    analyticsEvents,
    seal: plainSeal,
    now: () => clock,
    random: (count: number) => new Uint8Array(count).fill(++bytes),
  };
  return { ports, rows: pipelines.rows, analyticsEvents };
}

beforeEach(() => {
  clock = 1_000_000;
  serial = 0;
  asked = [];
});

describe("the dance", () => {
  test("asks for a request token with the app alone, and leads to Jira's page with it", async () => {
    const { ports, analyticsEvents } = setUp();
    expect(await beginDance(ports, WHOSE, FORM, CALLBACK)).toBe(
      "https://jira.example.com/plugins/servlet/oauth/authorize?oauth_token=request-1",
    );
    expect(asked).toEqual([[SITE, { consumerKey: "lockstep", privateKey: PEM }, CALLBACK]]);
    expect(analyticsEvents.sent).toMatchObject([{ type: "integrations.pipeline_step", data: { step_index: 1, pipeline_type: "install" } }]);
  });

  test("stores nothing when Jira gave no token", async () => {
    const { ports, rows } = setUp();
    const failing = { ...jira, requestToken: () => Promise.reject(new Error("timed out")) };
    await expect(beginDance({ ...ports, jiraServer: failing }, WHOSE, FORM, CALLBACK)).rejects.toThrow("timed out");
    expect(rows.size).toBe(0);
  });

  test.each([
    ["verifier", "verifier"],
    [null, "request-1"],
  ])("exchanges with the verifier %s, or the token for want of one", async (verifier, used) => {
    const { ports, analyticsEvents } = setUp();
    await beginDance(ports, WHOSE, FORM, CALLBACK);
    const begun = await pipelineOfToken(ports, WHOSE, "request-1");
    const approved = await resumeDance(ports, begun, { token: "request-1", verifier });
    expect(asked[1]).toEqual([SITE, { consumerKey: "lockstep", privateKey: PEM }, { token: "request-1", tokenSecret: "s" }, used]);
    expect(approved.account).toBe("Lockstep Bot");
    expect(secretsOf(ports, approved)).toEqual({
      credentials: { kind: "oauth", consumerKey: "lockstep", privateKey: PEM, token: "access", tokenSecret: "t" },
    });
    expect(analyticsEvents.sent.map((it) => it.data.step_index)).toEqual([1, 2]);

    // The way back is opened twice: a reload, or the browser's own.
    expect(await resumeDance(ports, await pipelineOfToken(ports, WHOSE, "request-1"), { token: "request-1", verifier })).toEqual(approved);
    expect(asked).toHaveLength(2);
  });

  test("of two tabs go on side by side, each with its own token", async () => {
    const { ports } = setUp();
    await beginDance(ports, WHOSE, FORM, CALLBACK);
    await beginDance(ports, WHOSE, { ...FORM, url: "https://other.example.com" }, CALLBACK);
    expect((await pipelineOfToken(ports, WHOSE, "request-2")).site.baseUrl).toBe("https://other.example.com");
    expect((await pipelineOfToken(ports, WHOSE, "request-1")).site.baseUrl).toBe("https://jira.example.com");
  });

  test("was refused in Jira: said, and what was typed is still there", async () => {
    const { ports } = setUp();
    await beginDance(ports, WHOSE, FORM, CALLBACK);
    const begun = await pipelineOfToken(ports, WHOSE, "request-1");
    await expect(resumeDance(ports, begun, { token: "request-1", verifier: "denied" })).rejects.toBeInstanceOf(Denied);
    expect(await formAgain(ports, WHOSE, begun.id)).toEqual({ ...FORM, url: SITE.baseUrl });
  });

  test.each([
    ["another browser", { ...WHOSE, browser: "two" }, 0],
    ["another organization", { ...WHOSE, organizationId: 12 }, 0],
    ["an hour later", WHOSE, PIPELINE_SECONDS],
  ])("is not under way in %s", async (_, whose, seconds) => {
    const { ports } = setUp();
    await beginDance(ports, WHOSE, FORM, CALLBACK);
    const { id } = await pipelineOfToken(ports, WHOSE, "request-1");
    clock += seconds * 1000;
    await expect(pipelineOfToken(ports, whose, "request-1")).rejects.toThrow("not under way");
    await expect(findPipeline(ports, whose, id)).rejects.toThrow("not under way");
    expect(await formAgain(ports, whose, id)).toMatchObject({ url: "", privateKey: "" });
  });

  test("keeps nothing readable in the store", async () => {
    const { ports, rows } = setUp();
    const seal = { ...plainSeal, close: () => "sealed" };
    await beginDance({ ...ports, seal }, WHOSE, FORM, CALLBACK);
    const stored = JSON.stringify([...rows.values()]);
    for (const secret of ["request-1", "PRIVATE KEY", '"s"']) expect(stored).not.toContain(secret);
  });
});

test("a personal access token needs no dance; what Jira does not take is not stored", async () => {
  const { ports, rows } = setUp();
  const pipeline = await beginWithToken(ports, WHOSE, { ...FORM, token: "pat" });
  expect(secretsOf(ports, pipeline)).toEqual({ credentials: { kind: "personal_access_token", token: "pat" } });
  expect(pipeline).toMatchObject({ account: "Lockstep Bot", consumerKey: null, site: SITE });
  expect(rows.size).toBe(1);
  const refusing = { ...jira, myself: () => Promise.reject(new Error("401")) };
  await expect(beginWithToken({ ...ports, jiraServer: refusing }, WHOSE, { ...FORM, token: "no" })).rejects.toThrow("401");
  expect(rows.size).toBe(1);
});
