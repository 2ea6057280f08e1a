import promises from "node:dns/promises";
import { syncBuiltinESMExports } from "node:module";
import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { expect, test } from "vitest";
import { guardedLookup, isPublic, RefusedAddress, refuseLiteral } from "../../functions/adapters/jira-server/guarded-lookup.ts";

/** As a browser writes the host of such an address: shortened, and without dots in IPv6. */
const refused = (address: string): boolean => {
  try {
    refuseLiteral(new URL(`http://${address.includes(":") ? `[${address}]` : address}/`).hostname, false);
    return false;
  } catch (error) {
    return error instanceof RefusedAddress;
  }
};

const fourOf = (prefix: string): fc.Arbitrary<string> => {
  const [net, bits] = ipaddr.IPv4.parseCIDR(prefix);
  const kept = bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
  const base = net.toByteArray().reduce((sum, it) => sum * 256 + it, 0);
  return fc.nat(0xffffffff).map((n) => {
    const whole = ((base & kept) | (n & ~kept)) >>> 0;
    return [24, 16, 8, 0].map((shift) => (whole >>> shift) & 255).join(".");
  });
};

/** https://www.iana.org/assignments/iana-ipv4-special-registry: what is not globally reachable, and multicast. */
const notPublic4 = fc.oneof(
  ...[
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
  ].map(fourOf),
);
const any4 = fourOf("0.0.0.0/0");
const hex = (four: string): string => {
  const [a = 0, b = 0, c = 0, d = 0] = four.split(".").map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
};
const groups = (count: number) =>
  fc.array(fc.nat(0xffff), { minLength: count, maxLength: count }).map((all) => all.map((it) => it.toString(16)));

test("an IPv4 address that not everybody can reach is refused", () => {
  fc.assert(fc.property(notPublic4, refused));
});

/** RFC 4291 §2.5.5, RFC 6052 §2.1, RFC 8215, RFC 6145 (translated), RFC 3056 (6to4). */
const embeddings: [string, (four: string) => string][] = [
  ["mapped", (four) => `::ffff:${hex(four)}`],
  ["compatible", (four) => `::${hex(four)}`],
  ["translated", (four) => `::ffff:0:${hex(four)}`],
  ["NAT64", (four) => `64:ff9b::${hex(four)}`],
  ["NAT64 of one's own", (four) => `64:ff9b:1::${hex(four)}`],
  ["6to4", (four) => `2002:${hex(four)}::1`],
  ["Teredo", (four) => `2001:0:${hex(four)}::1`],
];

test.each(embeddings)("so is its form in IPv6: %s", (_, embed) => {
  fc.assert(fc.property(notPublic4, (four) => refused(embed(four))));
});

test.each(embeddings.slice(1))("a form that embeds an IPv4 address is refused whatever it embeds: %s", (_, embed) => {
  fc.assert(fc.property(any4, (four) => refused(embed(four))));
});

test("of IPv6 only what is given out for global unicast is public, and no range of it with a purpose", () => {
  fc.assert(
    fc.property(groups(8), (all) => {
      const address = all.join(":");
      const first = Number.parseInt(all[0] ?? "", 16);
      const given = first >= 0x2000 && first <= 0x3fff;
      return isPublic(address) === (given && ipaddr.parse(address).range() === "unicast");
    }),
    { numRuns: 1000 },
  );
});

test.each(["fc00:", "fd12:", "fe80:", "fec0:", "ff02:", "100:0:0:0:", "2001:db8:", "3fff:0:", "5f00:"])("%s… is refused", (prefix) => {
  const rest = groups(9 - prefix.split(":").length);
  fc.assert(fc.property(rest, (all) => refused(`${prefix}${all.join(":")}`)));
});

test.each(["8.8.8.8", "203.0.114.5", "2001:4860:4860::8888", "2a00:1450::1", "::ffff:8.8.8.8"])("%s is public", (address) => {
  expect(refused(address)).toBe(false);
});

test("where a cloud gives away its secrets is refused, though its address looks like any other", () => {
  expect(refused("168.63.129.16")).toBe(true);
});

test("a name that leads to a public address and to one that is not is refused", async () => {
  const real = promises.lookup;
  const found = [
    { address: "8.8.8.8", family: 4 },
    { address: "10.0.0.7", family: 4 },
  ];
  promises.lookup = (async () => found) as never;
  syncBuiltinESMExports();
  const asked = (allowPrivate: boolean) =>
    new Promise<Error | null>((resolve) => guardedLookup(allowPrivate)("jira.example.com", {}, (error) => resolve(error)));
  try {
    expect([await asked(false), await asked(true)]).toEqual([expect.any(RefusedAddress), null]);
  } finally {
    promises.lookup = real;
    syncBuiltinESMExports();
  }
});
