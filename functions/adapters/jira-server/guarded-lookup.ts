import { lookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** A host that may not be called. */
export class RefusedAddress extends Error {}

/** The one place of metadata among public addresses: https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16 */
const AZURE_METADATA = "168.63.129.16";

/** All of IPv6 that is given out (https://www.iana.org/assignments/ipv6-address-space): what embeds an IPv4 address at the end lies outside. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");

/** Only what the whole Internet can reach: not loopback, private, link-local (where clouds keep metadata), nor forms that embed these. */
export function isPublic(address: string): boolean {
  const ip = ipaddr.process(address);
  if (ip.range() !== "unicast" || ip.toString() === AZURE_METADATA) return false;
  return ip instanceof ipaddr.IPv4 || ip.match(GLOBAL_UNICAST);
}

/** Node asks no lookup about an address in the URL, so that one is checked before the request. `hostname` is a URL's, in brackets for IPv6. */
export function refuseLiteral(hostname: string, allowPrivate: boolean): void {
  const address = hostname.replace(/^\[|\]$/g, "");
  if (!allowPrivate && isIP(address) !== 0 && !isPublic(address)) throw new RefusedAddress(hostname);
}

/** Resolves once and connects to what was checked: a name that answers differently the next time gains nothing. */
export const guardedLookup =
  (allowPrivate: boolean): LookupFunction =>
  (hostname, { all, family }, callback) => {
    const wanted = family === "IPv4" || family === 4 ? 4 : family === "IPv6" || family === 6 ? 6 : 0;
    lookup(hostname, { all: true, family: wanted }).then(
      (found) => {
        const refused = allowPrivate ? undefined : found.find((it) => !isPublic(it.address));
        const [first] = found;
        if (refused || !first) callback(new RefusedAddress(hostname), "");
        else if (all) callback(null, found);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ""),
    );
  };
