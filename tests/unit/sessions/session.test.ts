import { describe, expect, test } from "vitest";
import {
  browserOf,
  formToken,
  isFormToken,
  isSignedOut,
  openSession,
  SESSION_SECONDS,
  type Session,
  sealSession,
  sessionMark,
} from "../../../core/sessions/session.ts";
import { plainSeal } from "../../support/fakes.ts";

let clock = 1_000_000;
let serial = 0;
const ports = { seal: plainSeal, now: () => clock, random: (bytes: number) => new Uint8Array(bytes).fill(++serial) };
const open = (cookie?: string) => openSession(ports, cookie);

describe("a browser's session", () => {
  test("opens with what it was sealed with, until it is over", () => {
    clock = 1_000_000;
    const cookie = sealSession(ports, "hash of a token");
    expect(open(cookie)).toMatchObject({ tokenHash: "hash of a token", expiresAt: clock + SESSION_SECONDS * 1000 });
    clock += SESSION_SECONDS * 1000 - 1;
    expect(open(cookie)).not.toBeNull();
    clock += 1;
    expect(open(cookie)).toBeNull();
  });

  test.each([
    undefined,
    "",
    "x",
    plainSeal.close("{}", "browser-session"),
    plainSeal.close(JSON.stringify({ id: "s".repeat(43), tokenHash: "h", expiresAt: 9e15 }), "other"),
  ])("%s is none", (cookie) => expect(open(cookie)).toBeNull());

  test("has a form token and a name in the store of its own, and neither tells the other", () => {
    const [one, other] = [open(sealSession(ports, "h")) as Session, open(sealSession(ports, "h")) as Session];
    expect(isFormToken(one, formToken(one))).toBe(true);
    for (const wrong of [formToken(other), browserOf(one), "", null, `${formToken(one)}0`]) expect(isFormToken(one, wrong)).toBe(false);
    expect(new Set([formToken(one), formToken(other), browserOf(one), browserOf(other)]).size).toBe(4);
  });

  test("is over when its token names it, or says that all from before are", () => {
    clock = 5_000_000;
    const [one, other] = [open(sealSession(ports, "h")) as Session, open(sealSession(ports, "h")) as Session];
    expect(isSignedOut(one, {})).toBe(false);
    expect(isSignedOut(one, { ended: [sessionMark(other)] })).toBe(false);
    expect(isSignedOut(one, { ended: [sessionMark(other), sessionMark(one)] })).toBe(true);
    expect(isSignedOut(one, { sessionsFrom: clock })).toBe(true);
    expect(isSignedOut(one, { sessionsFrom: clock - 1 })).toBe(false);
    expect([formToken(one), browserOf(one), one.id]).not.toContain(sessionMark(one));
  });
});
