import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { type App, startApp } from "../support/app.ts";

/** @sentry/api 0.1.0: what its types require to be there, and of which type, in the answers that once lacked it. */
let app: App;
let issue: { id: string; shortId: string };
beforeAll(async () => {
  app = await startApp();
  issue = await app.capture({ message: "generated client", frame: "generated" });
});
afterAll(() => app.stop());

const text = z.string();
const flag = z.boolean();
const time = z.iso.datetime({ offset: true });
const all = <T extends z.ZodType>(names: string, type: T) => Object.fromEntries(names.split(" ").map((name) => [name, type]));
const list = <T extends z.ZodType>(item: T) => z.array(item).min(1);
const texts = z.array(text);
const record = z.record(text, z.unknown());

const project = z.object({
  ...all("id slug name status color", text),
  ...all("isBookmarked isMember hasAccess isInternal isPublic firstTransactionEvent hasUserReports hasMonitors hasReplays", flag),
  ...all("hasFeedbacks hasNewFeedbacks hasFlags hasLogs hasMinifiedStackTrace hasProfiles hasSessions hasTraceMetrics", flag),
  ...all("hasInsightsHttp hasInsightsDb hasInsightsAssets hasInsightsAppStart hasInsightsScreenLoad hasInsightsVitals", flag),
  ...all("hasInsightsCaches hasInsightsQueues hasInsightsAgentMonitoring hasInsightsMCP", flag),
  ...all("features access platforms environments", texts),
  latestRelease: z.null(),
});
const oneProject = project.extend({
  ...all("subjectPrefix subjectTemplate securityToken groupingConfig groupingEnhancements derivedGroupingEnhancements", text),
  ...all("fingerprintingRules symbolSources autofixAutomationTuning", text),
  ...all("dataScrubber dataScrubberDefaults verifySSL scrubIPAddresses scrapeJavaScript isDynamicallySampled", flag),
  ...all("seerScannerAutomation tempestFetchScreenshots", flag),
  ...all("digestsMinDelay digestsMaxDelay resolveAge secondaryGroupingExpiry processingIssues", z.int()),
  ...all("allowedDomains safeFields sensitiveFields highlightTags builtinSymbolSources", texts),
  ...all("storeCrashReports securityTokenHeader secondaryGroupingConfig defaultEnvironment relayPiiConfig debugFilesRole", z.null()),
  ...all("options highlightContext", record),
  ...all("plugins dynamicSamplingBiases", z.array(record)),
  highlightPreset: z.object({ tags: texts, context: record }),
  organization: z.object(all("id slug name", text)),
});
const oneOrganization = z.object({
  ...all("defaultRole attachmentsRole debugFilesRole defaultAutofixAutomationTuning", text),
  ...all("isDefault openMembership allowSharedIssues enhancedPrivacy dataScrubber dataScrubberDefaults eventsMemberAdmin", flag),
  ...all("alertsMemberWrite scrubIPAddresses scrapeJavaScript allowJoinRequests codecovAccess hideAiFeatures requiresSso", flag),
  ...all("storeCrashReports pendingAccessRequests", z.int()),
  ...all("sensitiveFields safeFields defaultCodeReviewTriggers access", texts),
  ...all("orgRoleList teams projects", list(z.object({ id: text, name: text }))),
  ...all("teamRoleList trustedRelays", z.array(record)),
  relayPiiConfig: z.null(),
});
const key = z.object({
  ...all("id name label public browserSdkVersion", text),
  ...all("secret rateLimit", z.null()),
  isActive: flag,
  projectId: z.number(),
  dateCreated: time,
  dsn: z.object({
    public: z.url(),
    ...all("secret csp security minidump nel unreal crons cdn playstation integration otlp_traces otlp_logs", text),
  }),
  browserSdk: z.object({ choices: z.array(texts) }),
  dynamicSdkLoaderOptions: z.object(all("hasReplay hasPerformance hasDebug hasFeedback hasLogsAndMetrics", flag)),
});
const listedIssue = z.object({
  ...all("id shareId shortId title permalink level status", text),
  ...all("priority priorityLockedAt seerFixabilityScore seerAutofixLastTriggered filtered", z.null()),
  ...all("stats lifetime", record),
  ...all("pluginActions pluginIssues integrationIssues sentryAppIssues", z.array(z.unknown())),
  sessionCount: z.int(),
  latestEventHasAttachments: flag,
});
const oneIssue = listedIssue.extend({
  ...all("firstRelease lastRelease", z.null()),
  ...all("tags pluginContexts activity participants seenBy", z.array(z.unknown())),
  userReportCount: z.int(),
});
const listedEvent = z.object({ id: text, eventID: text, projectID: text, groupID: text, crashFile: z.null(), dateCreated: time });
const oneEvent = listedEvent.extend({
  ...all("size dist userReport occurrence", z.null()),
  ...all("nextEventID previousEventID", text.nullable()),
  ...all("sdk context packages _meta contexts", record),
  ...all("sdkUpdates resolvedWith errors entries", z.array(z.unknown())),
});
/** An absent schema stands for no rules; a text, even an empty one, is always there. */
const ownership = z.object({
  raw: text,
  schema: record.optional(),
  fallthrough: flag,
  isActive: flag,
  codeownersAutoSync: flag,
  autoAssignment: text,
  dateCreated: time,
  lastUpdated: time,
});
const oneMember = z.object({
  id: text,
  isOnlyOwner: flag,
  invite_link: z.null(),
  orgRoleList: list(record),
  teamRoleList: z.array(record),
});

type Answer = { status: number; body: unknown };
function shaped({ status, body }: Answer, shape: z.ZodType, expected = 200): void {
  expect(status, JSON.stringify(body)).toBe(expected);
  expect(shape.safeParse(body).error?.issues).toBeUndefined();
}
const web = "/api/0/projects/acme/web/";

test.each([
  ["an organization's projects", "/api/0/organizations/acme/projects/", list(project)],
  ["a team's projects", "/api/0/teams/acme/core/projects/", list(project)],
  ["a project", web, oneProject],
  ["an organization", "/api/0/organizations/acme/", oneOrganization],
  ["a project's keys", `${web}keys/`, list(key)],
  ["an organization's issues", "/api/0/organizations/acme/issues/", list(listedIssue)],
  ["a project's issues", `${web}issues/`, list(listedIssue)],
  ["a project's events", `${web}events/`, list(listedEvent)],
  ["ownership that nobody saved", "/api/0/projects/acme/app/ownership/", ownership],
])("%s: GET %s", async (_, path, shape) => {
  shaped(await app.get(path), shape);
});

test("an issue, by both of its names, and its newest event", async () => {
  shaped(await app.get(`/api/0/organizations/acme/issues/${issue.id}/`), oneIssue);
  shaped(await app.get(`/api/0/organizations/acme/shortids/${issue.shortId}/`), z.object({ group: oneIssue }));
  shaped(await app.get(`/api/0/organizations/acme/issues/${issue.id}/events/latest/`), oneEvent);
});

test("what a change answers is whole, too", async () => {
  shaped(await app.put("/api/0/organizations/acme/", { name: "Acme" }), oneOrganization);
  shaped(await app.post("/api/0/teams/acme/core/projects/", { name: "Generated", platform: "node" }), oneProject, 201);
  shaped(await app.put("/api/0/projects/acme/generated/", { name: "Generated 2" }), oneProject);
  shaped(await app.put("/api/0/projects/acme/generated/ownership/", { raw: "path:src/* #core" }), ownership.required());
  shaped(await app.put("/api/0/projects/acme/generated/ownership/", { raw: "" }), ownership);
});

test("a member that was changed says whether it is the last owner", async () => {
  const ada = await app.put("/api/0/organizations/acme/members/me/", { orgRole: "owner" });
  shaped(ada, oneMember.extend({ isOnlyOwner: z.literal(true) }));
  const [bob] = (await app.get("/api/0/organizations/acme/members/?query=bob")).body;
  shaped(await app.put(`/api/0/organizations/acme/members/${bob.id}/`, { orgRole: "member" }), oneMember);
});
