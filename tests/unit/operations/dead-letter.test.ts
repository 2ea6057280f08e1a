import fc from "fast-check";
import { expect, test } from "vitest";
import { NO_VERDICT, subjectOf, whatToDo } from "../../../core/operations/dead-letter.ts";

const nothing = { version: null, organizationId: null, projectId: null, groupId: null, tracker: null, ticket: null };

test("of any text something is said of whom it is about, and never anything that is no id", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
      const { organizationId, projectId, groupId, ticket } = subjectOf(body);
      for (const id of [organizationId, projectId, groupId, ticket?.integrationId ?? null]) {
        expect(id === null || (Number.isSafeInteger(id) && id > 0)).toBe(true);
      }
    }),
  );
  for (const body of ["", "null", "[]", "7", '{"organizationId":"7"}', '{"organizationId":1.5,"groupId":-1}']) {
    expect(subjectOf(body), body).toEqual(nothing);
  }
  expect(subjectOf('{"v":2,"provider":"jira","externalId":"a","integrationId":7,"ticketId":"10001"}')).toEqual({
    ...nothing,
    version: 2,
    tracker: { provider: "jira", externalId: "a" },
    ticket: { integrationId: 7, ticketId: "10001" },
  });
});

test.each([
  ["Invalid: The message does not fit its schema: v (invalid_value)", { version: 99 }, 0, /version 99.*deploy the one that knows it/],
  ["Invalid: The message is not JSON", {}, 0, /No version of Lockstep sends this/],
  ["Rejected: Jira answered 403", {}, 0, /^Mend the cause, then redrive/],
  ["Rejected: Jira answered 403", {}, 2, /redriven 2 times and failed again/],
  [NO_VERDICT, {}, 0, /^Mend the cause/],
])("what is to be done about %s", (cause, subject, redriven, words) => {
  expect(whatToDo({ cause, redriven, subject: { ...nothing, ...subject } })).toMatch(words);
});
