import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sayStatus } from "../../../core/sync/status-words.ts";
import type { Ticket, Transition } from "../../../core/trackers/ticket.ts";

const status = (id: string) => ({ id, name: `Status ${id}`, done: id.startsWith("d") });
const ticket = (at: string): Ticket => ({
  ...{ id: "1", key: "APP-1", title: "", owner: null, status: status(at), project: { id: "10", key: "APP" } },
});
const way = (to: string): Transition => ({ id: `to-${to}`, to: status(to), required: [] });
const config = (on_resolve: string[]) => ({
  status_mapping: { "10": { on_resolve: "done", on_unresolve: "open" } },
  status_paths: { "10": { on_resolve, on_unresolve: [] } },
});
const say = (at: string, to: string[], path: string[] = []) => sayStatus(config(path), ticket(at), "done", to.map(way));

describe("the way to a status", () => {
  test("is the one that leads there, whatever is on a path", () => {
    expect(say("open", ["a", "done"], ["a"])).toMatchObject({ write: "done:done", isStep: false });
  });

  test("is the next of the path where none leads there, also past those that it leads over", () => {
    expect(say("open", ["a", "b"], ["a", "b"])).toMatchObject({ write: "open:a", isStep: true, transition: { id: "to-a" } });
    expect(say("open", ["b"], ["a", "b"])).toMatchObject({ write: "open:b", isStep: true });
    expect(say("a", ["open", "b"], ["a", "b"])).toMatchObject({ write: "open:b", isStep: true });
  });

  test("never goes back on a path, nor anywhere else", () => {
    expect(say("b", ["a", "open"], ["a", "b"])).toMatchObject({ reason: "no_transition" });
    expect(say("open", ["x"], ["a"])).toMatchObject({ reason: "no_transition" });
    expect(say("open", ["a"])).toMatchObject({ reason: "no_transition" });
  });

  test("ends, whatever the path and the workflow", () => {
    const id = fc.constantFrom("open", "a", "b", "c", "done");
    fc.assert(
      fc.property(fc.uniqueArray(id, { maxLength: 10 }), fc.dictionary(id, fc.uniqueArray(id)), id, (path, workflow, start) => {
        let at: string = start;
        for (let step = 0; step <= path.length + 1; step++) {
          const said = say(at, workflow[at] ?? [], path);
          if (!("write" in said)) return;
          at = said.write!.split(":")[1]!;
        }
        expect.unreachable(`it goes on for ever from ${start} along ${path.join()}`);
      }),
    );
  });
});
