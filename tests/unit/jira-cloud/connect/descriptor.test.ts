import { describe, expect, test } from "vitest";
import { appKeyOf, badgeProperty, descriptorOf } from "../../../../core/jira-cloud/connect/descriptor.ts";

describe("the descriptor", () => {
  test("says what Connect asks of an app", () =>
    expect(descriptorOf("https://errors.example.com", { emailScope: false })).toMatchObject({
      ...{ key: "errors.example.com.jira", baseUrl: "https://errors.example.com", authentication: { type: "jwt" }, apiVersion: 1 },
      lifecycle: { installed: "/extensions/jira/installed/", uninstalled: "/extensions/jira/uninstalled/" },
      apiMigrations: { gdpr: true, "context-qsh": true, "signed-install": true },
      scopes: ["read", "write", "act_as_user"],
      modules: {
        postInstallPage: { key: "post-install-sentry", url: "/extensions/jira/ui-hook/" },
        configurePage: { key: "configure-sentry", url: "/extensions/jira/ui-hook/" },
        jiraIssueContexts: [
          {
            key: "sentry-issues-glance",
            content: { type: "label", label: { value: "Linked Issues" } },
            icon: { width: 24, height: 24 },
            target: { type: "web_panel", url: "/extensions/jira/issue/{issue.key}/?id={issue.id}" },
          },
        ],
        webhooks: [{ event: "jira:issue_updated", url: "/extensions/jira/issue-updated/", excludeBody: false }],
      },
    }));

  test("asks for addresses where the stage has that scope", () =>
    expect(descriptorOf("https://errors.example.com", { emailScope: true })).toMatchObject({
      scopes: ["read", "write", "act_as_user", "access_email_addresses"],
    }));

  test("a key is a host's, without port and path", () => {
    expect(appKeyOf("http://127.0.0.1:3000")).toBe("127.0.0.1.jira");
    expect(appKeyOf("https://testserver")).toBe("testserver.jira");
    expect(badgeProperty("testserver.jira")).toBe("com.atlassian.jira.issue:testserver.jira:sentry-issues-glance:status");
  });
});
