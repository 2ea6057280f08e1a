import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { errorDetails, oauthProblem } from "../../../core/jira-server/error-details.ts";

describe("what Jira says of an error", () => {
  test.each([
    ['{"messages":[{"key":"No permission"}]}', "No permission"],
    ['{"messages":[{"key":"First","other":"Second"},{"key":"Third"}]}', "First"],
    ['{"messages":[]}', ""],
    ['{"messages":[{}]}', ""],
    ['{"messages":["plain"]}', ""],
    ['{"messages":[{"key":7}]}', ""],
    ['["a list"]', ""],
    ["Bad Gateway", ""],
    ["", ""],
    ["null", ""],
    ['{"errorMessages":["One.","Two."],"errors":{"assignee":"cannot be assigned"}}', "One. Two. assignee: cannot be assigned"],
  ])("%s: %s", (body, details) => expect(errorDetails(body)).toBe(details));

  test("whatever the body, is short and never fails", () =>
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (body) => {
        expect(errorDetails(body).length).toBeLessThanOrEqual(300);
      }),
    ));
});

test.each([
  ['OAuth realm="jira", oauth_problem="consumer_key_unknown"', "does not know this consumer key"],
  ["oauth_problem=signature_invalid&oauth_signature=x", "signature does not fit"],
  ["oauth_problem=something_new", "It says: something_new."],
])("an OAuth problem is explained: %s", (text, details) => expect(oauthProblem(["", text])?.details).toContain(details));

test("none is none", () => expect(oauthProblem(["", '{"errorMessages":[]}'])).toBeNull());
