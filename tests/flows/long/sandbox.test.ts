import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { newTickets } from "../../../infra/local/sandbox/jira/tickets.ts";
import { agreementOf, type Side } from "../../../infra/local/sandbox/sides.ts";
import { programs } from "../../support/started-program.ts";

const { home, start, run, stop } = programs();
afterAll(stop);

type Answer = { detail: string; sides: { name: string; owner: string | null; isDone: boolean }[] };
const api = (printed: string): string => /Lockstep +(\S+)/.exec(printed)?.[1] ?? "";

function at(printed: string) {
  const base = api(printed);
  const headers = { authorization: "Bearer given" };
  return {
    read: async (path: string) => (await fetch(new URL(path, base), { headers })).json(),
    remove: (path: string) => fetch(new URL(path, base), { method: "DELETE", headers }),
    act: async (deed: string): Promise<Answer> => {
      const body = new URLSearchParams(deed);
      return (await fetch(new URL("/__local/sandbox/", base), { method: "POST", headers, body })).json() as Promise<Answer>;
    },
  };
}
const all = (owner: string | null, isDone = false) => ["Lockstep", "Jira", "Discord"].map((name) => ({ name, owner, isDone }));

test("by command: connected by the set-up pages, an error, a ticket, and whoever gets it in Jira has it on all sides; starting again finds it", async () => {
  const data = join(home, "data");
  const first = start({ LOCKSTEP_TOKEN: "given", LOCKSTEP_DATA: data });
  await first.ready();
  const { read, act } = at(first.printed());
  // Nothing is connected by itself.
  expect(await read("/api/0/organizations/acme/integrations/")).toEqual([]);
  expect(await read("/api/0/organizations/acme/issues/")).toEqual([]);
  await act("do=connect");
  const connected = (await read("/api/0/organizations/acme/integrations/")) as { id: string; provider: { key: string } }[];
  const jira = connected.find((it) => it.provider.key === "jira_server");
  expect(await read(`/api/0/organizations/acme/integrations/${jira?.id}/`)).toMatchObject({
    configData: { sync_forward_assignment: true, sync_reverse_assignment: true, sync_status_reverse: true },
  });
  // The tokens that Bob and Ada linked their accounts with are gone.
  expect(await read("/api/0/api-tokens/")).toHaveLength(1);
  // As the README says: a command that ends when the error was taken in, and the link right after it.
  expect(await run("infra/local/demo-error.ts", [], { LOCKSTEP_DATA: data })).toMatchObject({ code: 0, error: "" });
  expect(await act("do=link")).toMatchObject({ sides: all(null) });
  expect(await act("do=bob")).toMatchObject({ detail: "In step: all three sides say Bob, unresolved", sides: all("Bob") });
  expect(await act("move=APP-1:6")).toMatchObject({ sides: all("Bob", true) });

  await act("trouble=lose");
  expect(await act("assignee=APP-1:ada")).toMatchObject({ detail: "Not in step yet: Jira says Ada, the others say Bob" });
  expect(await act("do=compare")).toMatchObject({ sides: all("Ada", true) });

  first.child.kill("SIGTERM");
  expect(await first.exit).toBe(0);
  const second = start({ LOCKSTEP_TOKEN: "given", LOCKSTEP_DATA: data });
  await second.ready();
  const again = at(second.printed());
  expect(await again.act("do=connect")).toMatchObject({ sides: all("Ada", true) });
  expect(await again.read("/api/0/organizations/acme/integrations/")).toEqual(connected);
  expect(await again.act("assignee=APP-1:bob")).toMatchObject({ sides: all("Bob", true) });

  // The project goes, and the issue with it: whoever looks on finds nothing wrong, and is told what is missing.
  await again.remove("/api/0/projects/acme/web/");
  await expect.poll(() => again.act("do=compare")).toEqual({ detail: "No error has arrived yet.", sides: [] });
  const { code, error } = await run("infra/local/demo-error.ts", [], { LOCKSTEP_DATA: data });
  expect([code, error]).toEqual([1, expect.stringContaining("The project `web` of the demo is not there any more.")]);
});

test("where nothing is kept it works as well, for nobody without a token; with a Discord of one's own there is none", async () => {
  const it = start({ LOCKSTEP_TOKEN: "given", LOCKSTEP_DATA: ":memory:" });
  await it.ready();
  const { act } = at(it.printed());
  const nobody = await fetch(new URL("/__local/sandbox/", api(it.printed())), {
    method: "POST",
    body: "do=connect",
    headers: { authorization: "Bearer x" },
  });
  expect(nobody.status).toBe(401);
  expect(await act("do=begin")).toMatchObject({ sides: all(null) });

  const own = start({
    LOCKSTEP_TOKEN: "given",
    LOCKSTEP_DATA: join(home, "own/data"),
    LOCKSTEP_SECRET_DiscordApplicationId: "100000000000000009",
  });
  await own.ready();
  expect(own.printed()).not.toContain("tour ");
  expect((await fetch(new URL("/__local/sandbox/", api(own.printed())))).status).toBe(404);
});

test("sides agree where owner and done are the same, and where not, the one that says otherwise is named", () => {
  const side = (name: Side["name"]) =>
    fc.record({ name: fc.constant(name), owner: fc.constantFrom("Ada", "Bob", "#core", null), isDone: fc.boolean() });
  fc.assert(
    fc.property(side("Lockstep"), side("Jira"), side("Discord"), (lockstep, jira, discord) => {
      const { isAll, words } = agreementOf([lockstep, jira, discord]);
      const heard = lockstep.owner === "#core" ? lockstep.owner : jira.owner;
      expect(isAll).toBe(
        lockstep.owner === discord.owner && lockstep.owner === heard && lockstep.isDone === jira.isDone && jira.isDone === discord.isDone,
      );
      expect(words).toMatch(isAll ? /^In step: all three sides say / : /^Not in step yet: /);
    }),
  );
  const of = (name: Side["name"], owner: string | null, isDone = false): Side => ({ name, owner, isDone });
  expect(agreementOf([of("Lockstep", "Ada"), of("Jira", "Bob"), of("Discord", "Ada")]).words).toBe(
    "Not in step yet: Jira says Bob, the others say Ada",
  );
  expect(agreementOf([of("Lockstep", null, true), of("Jira", null), of("Discord", null, true)]).words).toBe(
    "Not in step yet: Jira says unresolved, the others say resolved",
  );
  expect(agreementOf([of("Lockstep", "Ada")]).isAll).toBe(false);
});

test("a Jira that starts again gives out no id and no key twice", () => {
  const state = {
    url: "",
    users: [],
    statuses: [{ id: "1", name: "To Do" }],
    projects: [{ id: "10000", key: "APP", name: "" }],
    clock: 0,
  } as never;
  const before = newTickets(state, () => {});
  const first = before.create();
  before.edit(first.key, { summary: "Another" });
  before.comment(before.create(), { body: "Seen" });
  const after = newTickets(state, () => {});
  after.restore([...before.all.values()]);
  const known = [...before.all.values()].flatMap((it) => [it, ...it.histories, ...it.comments].map(({ id }) => id));
  const made = after.create();
  expect(known).not.toContain(made.id);
  expect([...before.all.values()].map(({ key }) => key)).not.toContain(made.key);
});
