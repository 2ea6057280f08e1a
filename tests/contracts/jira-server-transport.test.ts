import dns from "node:dns/promises";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { syncBuiltinESMExports } from "node:module";
import { type AddressInfo, createServer, type Server } from "node:net";
import { inspect } from "node:util";
import { Resource } from "sst";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { JiraFailure } from "../../core/jira-server/failure.ts";
import { send } from "../../functions/adapters/jira-server/transport.ts";
import { linkResources } from "../support/linked.ts";

// Whoever has imported it before this file asks the spy too.
const lookup = vi.spyOn(dns, "lookup");
syncBuiltinESMExports();
afterAll(() => {
  lookup.mockRestore();
  syncBuiltinESMExports();
});

linkResources({ Settings: { publicUrl: "https://lockstep.example.com", allowPrivateHosts: "1", regionId: "0" } });
const allowPrivateHosts = (allow: boolean): void => {
  Resource.Settings.allowPrivateHosts = allow ? "1" : "0";
};

const get = (url: string, over: { verifySsl?: boolean } = {}) =>
  send({ method: "GET", url: new URL(url), headers: {}, verifySsl: true, ...over });
const failure = (url: string, over?: { verifySsl?: boolean }): Promise<JiraFailure> =>
  get(url, over).then(
    () => Promise.reject(new Error("nothing failed")),
    (error) => error,
  );
const resolvesTo = (...addresses: string[]) =>
  lookup.mockResolvedValueOnce(addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })) as never);

/** What each test has listening; told by the port. */
const servers: Server[] = [];
async function listen(server: Server): Promise<string> {
  servers.push(server);
  await once(server.listen(0, "127.0.0.1"), "listening");
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
let heard = 0;
const http = async (answer: RequestListener): Promise<string> =>
  `http://${await listen(
    createHttpServer((request, response) => {
      heard += 1;
      answer(request, response);
    }),
  )}`;
const fine: RequestListener = (_, response) => void response.end("{}");

beforeEach(() => {
  heard = 0;
  allowPrivateHosts(true);
  lookup.mockReset();
});
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    if ("closeAllConnections" in server) (server as ReturnType<typeof createHttpServer>).closeAllConnections();
  }
});

describe("addresses", () => {
  test.each([
    ["loopback", "http://127.0.0.1:9"],
    ["all of loopback", "http://127.200.3.4"],
    ["a short form", "http://127.1"],
    ["decimal", "http://2130706433"],
    ["hexadecimal", "http://0x7f.0.0.1"],
    ["one hexadecimal number", "http://0x7f000001"],
    ["octal", "http://0177.0.0.1"],
    ["full-width digits", "http://１２７.0.0.1"],
    ["a dot at the end", "http://127.0.0.1."],
    ["nowhere", "http://0.0.0.0"],
    ["private, 10/8", "https://10.1.2.3"],
    ["private, 172.16/12", "https://172.31.255.254"],
    ["private, 192.168/16", "https://192.168.1.1"],
    ["carrier-grade", "http://100.64.0.1"],
    ["metadata of AWS", "http://169.254.169.254/latest/meta-data/"],
    ["metadata of AWS, IPv6", "http://[fd00:ec2::254]"],
    ["metadata of Alibaba", "http://100.100.100.200"],
    ["metadata of Azure", "http://168.63.129.16"],
    ["metadata of Oracle", "http://192.0.0.192"],
    ["loopback, IPv6", "http://[::1]:8080"],
    ["nowhere, IPv6", "http://[::]"],
    ["link-local, IPv6", "http://[fe80::1]"],
    ["unique-local, IPv6", "http://[fd12:3456::1]"],
    ["IPv4 mapped into IPv6", "http://[::ffff:127.0.0.1]"],
    ["the same in hexadecimal", "http://[::ffff:a9fe:a9fe]"],
    ["IPv4 translated, NAT64", "http://[64:ff9b::7f00:1]"],
    ["6to4", "http://[2002:7f00:1::]"],
    ["IPv4 compatible IPv6", "http://[::127.0.0.1]"],
    ["Teredo", "http://[2001:0:7f00:1::]"],
    ["multicast, IPv6", "http://[ff02::1]"],
    ["an address that nobody was given", "http://[4000::1]"],
    ["multicast", "http://224.0.0.1"],
    ["broadcast", "http://255.255.255.255"],
    ["the name of this machine", "http://localhost:9"],
  ])("%s is refused: %s", async (_, url) => {
    allowPrivateHosts(false);
    const refused = await failure(url);
    expect(refused).toMatchObject({ kind: "refused_address", retry: false });
    expect(refused.message).toContain(new URL(url).host);
  });

  test.each([
    ["one private address among public ones", ["203.0.114.5", "10.0.0.1"]],
    ["IPv4 mapped into IPv6", ["::ffff:10.0.0.1"]],
    ["IPv4 compatible IPv6", ["::a00:1"]],
    ["metadata", ["169.254.169.254"]],
  ])("a name that leads to %s is refused", async (_, addresses) => {
    allowPrivateHosts(false);
    resolvesTo(...addresses);
    expect(await failure("https://jira.example.com")).toMatchObject({ kind: "refused_address" });
  });

  test("nothing is sent to a refused address", async () => {
    const { port } = new URL(await http(fine));
    allowPrivateHosts(false);
    for (const host of ["127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]"])
      expect((await failure(`http://${host}:${port}/`)).kind).toBe("refused_address");
    expect(heard).toBe(0);
  });

  test("a name is resolved once, and the connection goes there, whatever it leads to a moment later", async () => {
    const { port } = new URL(await http((request, response) => void response.end(request.headers.host)));
    resolvesTo("127.0.0.1");
    lookup.mockRejectedValueOnce(new Error("asked twice"));
    expect(await get(`http://jira.example.com:${port}/`)).toMatchObject({ status: 200, text: `jira.example.com:${port}` });
    expect(lookup).toHaveBeenCalledTimes(1);
  });
});

describe("answers", () => {
  test("redirects are not followed", async () => {
    const url = await http((_, response) => void response.writeHead(302, { location: "/elsewhere" }).end());
    expect(await get(url)).toMatchObject({ status: 302, headers: { location: "/elsewhere" } });
    expect(heard).toBe(1);
  });

  test("more than eight megabytes is not read", async () => {
    const sized = (bytes: number) => http((_, response) => void response.end("x".repeat(bytes)));
    expect((await get(await sized(8_388_608))).text).toHaveLength(8_388_608);
    expect(await failure(await sized(8_388_609))).toMatchObject({
      kind: "not_jira",
      details: "Its answer is larger than eight megabytes.",
    });
    const endless = await http((_, response) => {
      const pour = () => {
        while (!response.destroyed && response.write("[".repeat(65_536)));
      };
      response.on("drain", pour);
      pour();
    });
    expect((await failure(endless)).kind).toBe("not_jira");
  });

  test("silence, a few bytes now and then, and a name server that says nothing end after ten seconds", async () => {
    const silent = await http(() => {});
    const drip = await listen(
      createServer((socket) => {
        const timer = setInterval(() => socket.write("x-slow: 1\r\n"), 500);
        socket.on("error", () => {}).on("close", () => clearInterval(timer));
        socket.write("HTTP/1.1 200 OK\r\n");
      }),
    );
    const began = Date.now();
    const slow = [failure(silent), failure(`http://${drip}`)];
    lookup.mockReturnValueOnce(new Promise(() => {}) as never);
    slow.push(failure("http://jira.example.com"));
    for (const it of await Promise.all(slow)) expect(it).toMatchObject({ kind: "timeout", retry: true });
    expect(Date.now() - began).toBeLessThan(15_000);
  });

  test("nobody there, no such name, or a cut connection", async () => {
    const cut = await http((_, response) => void response.destroy());
    expect(await failure(cut)).toMatchObject({ kind: "unreachable", retry: true });
    const half = await http((_, response) => void response.writeHead(200, { "content-length": 9 }).write("{", () => response.destroy()));
    expect(await failure(half)).toMatchObject({ kind: "unreachable" });
    servers.splice(0).map((it) => it.close());
    expect(await failure(cut)).toMatchObject({ kind: "unreachable" });
    lookup.mockRejectedValueOnce(Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" }));
    expect(await failure("http://no-such-host.example.com")).toMatchObject({ kind: "unreachable" });
  });

  test("another protocol is not Jira, and nothing of what it said is kept", async () => {
    const mail = await listen(createServer((socket) => void socket.on("error", () => {}).end("220 mail.example.com ESMTP s3cret\r\n")));
    for (const url of [`http://${mail}`, `https://${mail}`]) {
      const odd = await failure(url);
      expect(odd.kind, url).toBe("not_jira");
      expect(inspect(odd, { depth: 9 })).not.toMatch(/s3cret|rawPacket/);
    }
  });
});

describe("certificates", () => {
  const read = (name: string) => readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url), "utf8");
  const https = async () =>
    `https://${await listen(createHttpsServer({ key: read("key"), cert: read("cert") }, fine).on("request", () => (heard += 1)))}`;

  test("one that nobody vouches for is refused before anything is said, and taken where verification is off, for that request", async () => {
    const url = await https();
    for (const name of [url, url.replace("127.0.0.1", "jira.example.com")]) {
      resolvesTo("127.0.0.1");
      expect(await failure(name)).toMatchObject({ kind: "certificate", retry: false });
      expect(heard).toBe(0);
    }
    expect(await get(url, { verifySsl: false })).toMatchObject({ status: 200 });
    expect((await failure(url)).kind).toBe("certificate");
    expect(heard).toBe(1);
  });
});
