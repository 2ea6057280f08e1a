import { describe, expect, test } from "vitest";
import { comparable } from "../../../../core/events/grouping/message.ts";

/** Texts that say one thing of two values, and what they have in common. */
const ONE: [string, string, string][] = [
  ["mailbox ann.lee+vip@shop.co.uk full", "mailbox bob@shop.test full", "mailbox <email> full"],
  ["mail me@x", "mail you@y", "mail <email>"],
  ["GET https://a.test/v1/9?x=1 failed", "GET https://b.test/ failed", "GET <url> failed"],
  ["no object at s3://b/k.csv.", "no object at s3://c/l/m.csv.", "no object at <url>."],
  ["(see wss://a.test/x)", "(see wss://a.test/y)", "(see <url>)"],
  ["getaddrinfo ENOTFOUND db-3.acme.io", "getaddrinfo ENOTFOUND api.eu.acme.io", "getaddrinfo ENOTFOUND <host>"],
  ["no route to db-3.internal", "no route to db-12.internal", "no route to <host>"],
  ["no route to DB.PROD.ACME", "no route to WEB.TEST.ACME", "no route to <host>"],
  ["connect ECONNREFUSED 10.20.30.40:5432", "connect ECONNREFUSED 127.0.0.1:6379", "connect ECONNREFUSED <ip>:<number>"],
  ["from 2001:db8::1 refused", "from fe80:0:0:0:0:0:2:1 refused", "from <ip> refused"],
  ["from ::1", "from fe80::9", "from <ip>"],
  ["job 3F2504E0-4F89-11D3-9A0C-0305E82C3301", "job 123e4567-e89b-12d3-a456-426614174000", "job <uuid>"],
  ["trace 1-5f84c7a1-3b1e2c4d5e6f708192a3b4c5", "trace 1-5f84c7b2-0b1e2c4d5e6f708192a3b4c6", "trace <number>-<number>-<number>"],
  ["blob da39a3ee5e6b4b0d3255bfef95601890afd80709", "blob 9fceb02d0ae598e95dc970b74767f19372d61af8", "blob <number>"],
  ["block 9AF8C3D1E0", "block 1234567890", "block <number>"],
  ["fault at 0x7fff5c", "fault at 0xDEADBEEF", "fault at <number>"],
  ["closed at 9:05 pm", "closed at 17:05:09", "closed at <date>"],
  ["since Wed Mar  4 05:06:07 2026", "since Thu Mar 12 05:06:07 2026", "since <date>"],
  ["since Wed Mar 04 2026 05:06:07 GMT+0100 (Central European Standard Time)", "since 2026-03-04", "since <date>"],
  ["since 2026-03-04T05:06:07.123+01:00", "since 2026-03-05 05:06:07 UTC", "since <date>"],
  ["since Wed, 04 Mar 2026 05:06:07 +0000", "since Wednesday, 04-Mar-26 05:06:07 GMT", "since <date>"],
  ["since 20260304T050607Z", "since Mar 04, 2026", "since <date>"],
  ["since datetime.datetime(2026, 3, 4)", "since datetime.datetime(2026, 3, 4, 5, 6)", "since <date>"],
  ["on 04/03/2026", "on 11/12/2025", "on <number>/<number>/<number>"],
  ["took 1.5s", "took 12 ms", "took <duration>"],
  ["took 1m30s", "took 400µs", "took <duration>"],
  ["nic 00:1B:44:11:3A:B7 down", "nic 00-1b-44-11-3a-b8 down", "nic <mac> down"],
  ["load -3.25", "load 7", "load <number>"],
  ["read 512MB of 1,234,567", "read 300KB of 9", "read <number> of <number>"],
  ["retry 3 of 12", "retry 4 of 12", "retry <number> of <number>"],
  ["ORD-3001 is open", "ORD-3002 is open", "ORD-<number> is open"],
  ["user_12345 is gone", "user_99887 is gone", "user_<number> is gone"],
  ["needs version 1.2.3.4", "needs version 1.2.3", "needs version <version>"],
  ["needs lodash@4.17.1-beta.2", "needs lodash@4.18.0", "needs lodash@<version>"],
  ["user='ann' retry=true", 'user="bob" retry=False', "user=<quoted> retry=<boolean>"],
  ["no cart for 'ann'", "no cart for 'bob lee'", "no cart for <quoted>"],
  ["cannot decode b'\\x00'", "cannot decode b'\\xff'", "cannot decode <quoted>"],
  ["no page “Home”", "no page “About us”", "no page <quoted>"],
  ['{"id": 42, "ok": true, "by": "ann"}', '{"id": 7, "ok": false, "by": "bob"}', '{"id": <number>, "ok": <boolean>, "by": <quoted>}'],
  ["{'ok': True, 'of': {'n': 1}}", "{'ok': False, 'of': {'n': 2}}", "{'ok': <boolean>, 'of': {'n': <number>}}"],
  ["boom", "boom\n", "boom"],
  ["a\n\n  b\nc", "a\r\nb\nd", "a\nb"],
];

test.each(ONE)("%j and %j are one: %s", (a, b, common) => {
  expect(comparable(a)).toBe(common);
  expect(comparable(b)).toBe(common);
});

describe("are two", () => {
  test.each([
    ["this.props.me is undefined", "this.props.you is undefined"],
    ["cart.items.first (reading it)", "cart.items.last (reading it)"],
    ["java.lang.NullPointerException: x", "java.lang.IllegalStateException: x"],
    ["no module shop.cart.models.Order", "no module shop.cart.models.Item"],
    ["no host shop.test", "no host cart.test"],
    ["some 1980s music", "some 1990s music"],
    ["more 1990s music", "more 30s music"],
    ["not utf-8", "not utf-16"],
    ["not iso-8859-1", "not iso-8859-15"],
    ["SHA-1 is weak", "SHA-256 is weak"],
    ["column address_line_1 is missing", "column address_line_2 is missing"],
    ["retry3 failed", "retry4 failed"],
    ["retry: true", "retry: false"],
    ["user = ann", "user = bob"],
    ["undefined method `total' for nil", "undefined method `sum' for nil"],
    ["can't find Ann's cart", "can't find Bob's cart"],
    ["a defaced page", "a deadbeef page"],
    ["slot 9af8", "slot 9af9"],
    ["Cache::get failed", "Cache::set failed"],
    ["ab::cd failed", "ab::ce failed"],
    ["Scope @ home", "Scope @ work"],
    ["at 25:61", "at 9:05"],
    ["nic 00:1B:44:11:3A", "nic 00:1B:44:11:3A:B7"],
    ['{"id": 42}', '{"key": 42}'],
    ["first\nsecond", "first\nthird"],
    ["cart gone", "cart lost"],
    ["", "x"],
  ])("%j and %j", (a, b) => expect(comparable(a)).not.toBe(comparable(b)));
});

test("what stands for a value holds whatever comes around it", () => {
  for (const [a, b] of ONE.slice(0, -2)) expect(comparable(`[x] ${a}; done`)).toBe(comparable(`[x] ${b}; done`));
});

test("what comes after a thousand characters does not count, so nobody's text is work without end", () => {
  const long = "cart ".repeat(200);
  expect(comparable(`${long}lost`)).toBe(comparable(long));
  expect(comparable(`${long.slice(0, 500)}lost`)).not.toBe(comparable(`${long.slice(0, 500)}gone`));
});
