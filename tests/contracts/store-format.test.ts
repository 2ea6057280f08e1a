import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { GetCommand, PutCommand } from "../../functions/adapters/dynamo/commands.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { startTable, type TableForTests } from "../support/table.ts";

let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
});
afterAll(async () => {
  await table.stop();
  // What the last of these processes has loaded is nobody else's.
  vi.resetModules();
});

/** As a process that has just begun, with whatever it asks the table. */
async function newProcess() {
  vi.resetModules();
  const client = await import("../../functions/adapters/dynamo/client.ts");
  const { beginStore } = await import("../../functions/adapters/dynamo/begin-store.ts");
  const { dynamo, unguarded, tableName } = client;
  const asked: string[] = [];
  const observe = (next: (args: object) => Promise<object>, { commandName = "" }: { commandName?: string }) => {
    return async (args: object) => {
      asked.push(commandName.replace("Command", ""));
      return next(args);
    };
  };
  for (const it of [dynamo, unguarded]) it.middlewareStack.add(observe as never, { step: "initialize", priority: "low", name: "observe" });
  const place = { TableName: tableName() };
  return {
    beginStore,
    asked,
    read: () => dynamo.send(new GetCommand({ ...place, Key: keys.token("t") })),
    write: () => dynamo.send(new PutCommand({ ...place, Item: { ...keys.token("t"), written: true } })),
    /** Behind the back of the guard. */
    put: (Item: object) => unguarded.send(new PutCommand({ ...place, Item })),
    kept: async () => (await unguarded.send(new GetCommand({ ...place, Key: keys.token("t"), ConsistentRead: true }))).Item,
  };
}

describe("a table of this format", () => {
  test("is asked for it once by each process, however much it asks at once", async () => {
    const it = await newProcess();
    await Promise.all([it.read(), it.read(), it.write()]);
    await it.read();
    expect(it.asked.sort()).toEqual(["GetItem", "GetItem", "GetItem", "GetItem", "PutItem"]);
  });

  test("keeps its number when it is begun again", async () => {
    const it = await newProcess();
    await it.beginStore();
    expect(it.asked).not.toContain("PutItem");
    await it.read();
  });
});

describe.each([
  ["a newer format", { ...keys.format(), format: 4 }, /has format 4.* reads format 3 only.*Run the version that wrote it/],
  ["an older format", { ...keys.format(), format: 2 }, /has format 2.* reads format 3 only.*npm run ops -- migrate/],
  ["no number, though it is filled", keys.format(), /carries no format number.*begin with a new table/],
])("a table of %s", (_, item, sentence) => {
  let it: Awaited<ReturnType<typeof newProcess>>;
  beforeEach(async () => {
    it = await newProcess();
    await it.put({ ...keys.token("t"), written: false });
    await it.put(item);
  });

  test("is neither read nor written, and the log says why", async () => {
    for (const ask of [it.read, it.write]) {
      const refused = { status: 503, cause: { message: expect.stringMatching(sentence) } };
      await expect(ask()).rejects.toMatchObject(refused);
    }
    expect(await it.kept()).toMatchObject({ written: false });
  });

  test("is not begun, and what to do is said", async () => {
    await expect(it.beginStore()).rejects.toThrow(sentence);
    expect(it.asked.filter((command) => command === "PutItem")).toHaveLength(2);
  });

  test("is taken as soon as it has this one", async () => {
    await expect(it.read()).rejects.toMatchObject({ status: 503 });
    await it.put({ ...keys.format(), format: 3 });
    await it.read();
  });
});
