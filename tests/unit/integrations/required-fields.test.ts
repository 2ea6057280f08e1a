import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRequiredFields, requiredFieldsText } from "../../../core/integrations/required-fields.ts";

const CHOICES = { projects: [{ id: "10000", key: "APP", name: "Application" }], statuses: [] };
const read = (text: string) => readRequiredFields(text, CHOICES, {});

describe("the fields that a way to a status asks for", () => {
  test("are lines of project, field and value", () =>
    expect(read("\n app  resolution= Done \r\nAPP customfield_10010 = a = b\n")).toEqual({
      required: { "10000": { resolution: "Done", customfield_10010: "a = b" } },
    }));

  test.each([
    ["APP resolution", "is not of the form"],
    ["APP resolution =", "is not of the form"],
    ["= Done", "is not of the form"],
    ["NOPE resolution = Done", 'Jira shows no project "NOPE".'],
    ["__proto__ resolution = Done", 'Jira shows no project "__proto__".'],
  ])("%s: %s", (line, problem) => expect(read(line)).toMatchObject({ problem: expect.stringContaining(problem) }));

  test("come back as they were stored, also of projects that Jira hides now", () =>
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.stringMatching(/^\d{1,6}$/),
          fc.dictionary(fc.stringMatching(/^[a-z][a-z_]{1,10}$/), fc.stringMatching(/^\w[\w ,.=]{0,20}\w$/), { minKeys: 1 }),
        ),
        (required) => {
          expect(readRequiredFields(requiredFieldsText(required, CHOICES), CHOICES, required)).toEqual({ required });
        },
      ),
    ));
});
