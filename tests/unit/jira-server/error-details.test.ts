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

  test("whatever the body, is one short line and never fails", () =>
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.array(fc.string({ maxLength: 400 })), (any, errorMessages) => {
        for (const body of [
          any,
          { errorMessages, errors: any, messages: any },
          { messages: [any] },
          { messages: [{ any: JSON.stringify(any) }] },
        ]) {
          const said = errorDetails(JSON.stringify(body));
          expect(said.length).toBeLessThanOrEqual(300);
          expect(said).not.toMatch(/[\r\n\t]/);
        }
      }),
    ));

  test("is text, also where a body is made to look like something else", () => {
    const odd = { toString: 1, valueOf: 1 };
    for (const body of [{ errors: { a: odd } }, { errors: odd }, { messages: [odd] }, { errorMessages: [odd] }])
      expect(errorDetails(JSON.stringify(body))).toBe("");
    expect(errorDetails('{"errorMessages":["over\\n  two lines",7," "],"errors":{"field":{"nested":1}}}')).toBe("over two lines");
  });
});

test.each([
  ['OAuth realm="jira", oauth_problem="consumer_key_unknown"', "does not know this consumer key"],
  ["oauth_problem=signature_invalid&oauth_signature=x", "signature does not fit"],
  ["oauth_problem=something_new", "It says: something_new."],
  ["oauth_problem=constructor", "It says: constructor."],
  [`oauth_problem=${"a".repeat(500)}`, `It says: ${"a".repeat(60)}.`],
])("an OAuth problem is explained: %s", (text, details) => expect(oauthProblem(["", text])?.details).toContain(details));

test("none is none", () => expect(oauthProblem(["", '{"errorMessages":[]}'])).toBeNull());
