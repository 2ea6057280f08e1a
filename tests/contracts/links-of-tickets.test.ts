import { afterAll, beforeAll, expect, test } from "vitest";
import type { TicketLink } from "../../core/sync/link.ts";
import { indexed, keys } from "../../functions/adapters/dynamo/keys.ts";
import { links } from "../../functions/adapters/dynamo/links.ts";
import { aLink } from "../support/fakes.ts";
import { startTable, type TableForTests } from "../support/table.ts";

let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const ORGANIZATION = 11;
let groupId = 1000;

test("the links of many tickets are those of each of them, however much lies between, and nobody else's", async () => {
  const integrationId = 41;
  const ticket = (n: number) => String(500 + 7 * n);
  const put = async (n: number, over: Partial<TicketLink>) => {
    const link = aLink(++groupId, { organizationId: ORGANIZATION, integrationId, ticketId: ticket(n), ...over });
    const gsi1 = { gsi1pk: indexed.links(link.organizationId, integrationId), gsi1sk: `${link.ticketId}#${link.groupId}` };
    await table.put({ ...keys.ticketLink(link.organizationId, integrationId, link.ticketId, link.groupId), ...gsi1, ...link });
    return link;
  };
  // Every other one is so large that the index is not looked through to its end.
  const made = await Promise.all(Array.from({ length: 26 }, (_, n) => put(n, n % 2 ? { key: "K".repeat(390_000) } : {})));
  made.push(await put(2, {}), await put(24, {}));
  await put(4, { organizationId: 12 });
  for (const count of [3, 10, 26]) {
    const wanted = Array.from({ length: count }, (_, n) => ticket(n)).filter((_, n) => n % 2 === 0);
    const found = await links.ofTickets(ORGANIZATION, integrationId, [...wanted.reverse(), "nothing"]);
    const expected = made.filter((it) => wanted.includes(it.ticketId));
    expect(new Set(found)).toEqual(new Set(expected));
    expect(found).toHaveLength(expected.length);
  }
});
