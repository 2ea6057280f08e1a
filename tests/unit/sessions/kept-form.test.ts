import { describe, expect, test } from "vitest";
import { keepForm, openKeptForm } from "../../../core/sessions/kept-form.ts";
import { plainSeal } from "../../support/fakes.ts";

const HOUR_MS = 3_600_000;
const PATH = "/settings/acme/people/teams/";
let clock = 1_000_000;
const ports = { seal: plainSeal, now: () => clock };
const keep = (...fields: [string, string][]) => keepForm(ports, PATH, new URLSearchParams(fields));
const open = (kept: string | null) => openKeptForm(ports, kept);

describe("a form that was sent when its session was over", () => {
  test("comes back as it was written, in its order", () => {
    const kept = keep(["name", "Core & <b>more</b>"], ["member", "2"], ["member", "1"]);
    const fields = [
      ["name", "Core & <b>more</b>"],
      ["member", "2"],
      ["member", "1"],
    ];
    expect(open(kept)).toMatchObject({ path: PATH, fields });
  });

  test("comes back for an hour, and never after it", () => {
    const kept = keep(["name", "Core"]);
    clock += HOUR_MS - 1;
    expect(open(kept)).not.toBeNull();
    clock += 1;
    expect(open(kept)).toBeNull();
  });

  test("does not take along what its session was known by: a page with two such tokens would be refused, or tell the one of before", () => {
    const kept = keep(["form_token", "of the session before"], ["name", "Core"]);
    expect(kept).not.toContain("of the session before");
    expect(open(kept)?.fields).toEqual([["name", "Core"]]);
  });

  test("that is too long for the page that asks to sign in is not kept", () => {
    expect(keep(["text", "x".repeat(19_000)])).not.toBeNull();
    // Each of these takes three bytes.
    for (const long of ["x".repeat(20_001), "€".repeat(7000)]) expect(keep(["text", long])).toBeNull();
  });

  test.each([null, "", "x", plainSeal.close(JSON.stringify({ path: PATH, fields: [], until: 9e15 }), "browser-session")])(
    "is not %s, which we never kept",
    (kept) => expect(open(kept)).toBeNull(),
  );
});
