import { expect, test } from "vitest";
import { checkSiteForm, endOf, siteAddress } from "../../../core/jira-cloud/site-form.ts";

test.each([
  ["acme", "https://acme.atlassian.net"],
  ["acme.atlassian.net", "https://acme.atlassian.net"],
  ["https://acme.atlassian.net/jira/software/projects/APP/boards/1?selected=APP-1#x", "https://acme.atlassian.net"],
  ["HTTPS://Jira.Acme.example/", "https://jira.acme.example"],
])("%s is %s", (text, url) => expect(siteAddress(text, false)).toEqual({ url }));

test.each([
  "",
  "http://acme.atlassian.net",
  "https://me:secret@acme.atlassian.net",
  "ftp://acme.example",
  "a b",
  "https://",
  "https://acme",
])("%s is no site", (text) => expect(siteAddress(text, false)).toHaveProperty("problem"));

test("an address without TLS is one on one machine alone", () => {
  expect(siteAddress("http://127.0.0.1:8080/x", true)).toEqual({ url: "http://127.0.0.1:8080" });
});

const NOW = Date.parse("2026-11-28T10:00:00Z");
const fine = { site: "acme", email: "lockstep@example.com", token: "ATATT3xFfGF0", ends: "" };
const faults = (over: Partial<typeof fine>) => Object.keys(checkSiteForm({ ...fine, ...over }, { now: NOW, plain: false }));

test("every fault is said with its field, all at once", () => {
  expect(faults({})).toEqual([]);
  expect(faults({ site: "", email: "x", token: "", ends: "soon" })).toEqual(["site", "email", "token", "ends"]);
  for (const email of ["a@b", "a@b@c", "a:b@c.d", "a b@c.d"]) expect(faults({ email })).toEqual(email === "a@b" ? [] : ["email"]);
  for (const token of ["short", "with a space", "line\nbreak", "ü".repeat(9), "x".repeat(501)])
    expect(faults({ token }), token).toEqual(["token"]);
});

test("a token ends at the end of its day, within a year", () => {
  expect(endOf("2026-11-28")).toBe(Date.parse("2026-11-29T00:00:00Z"));
  expect(faults({ ends: "2026-11-28" })).toEqual([]);
  expect(faults({ ends: "2027-11-28" })).toEqual([]);
  for (const ends of ["2026-11-27", "2028-01-01", "2026-13-01", "28.11.2026"]) expect(faults({ ends }), ends).toEqual(["ends"]);
});
