import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Invalid } from "../../../core/errors.ts";
import { ConfigUpdate, readConfig, updateConfig } from "../../../core/integrations/configuration.ts";
import { SYNC_OFF, type SyncConfig } from "../../../core/trackers/integration.ts";

const mapped: SyncConfig = updateConfig(SYNC_OFF, { sync_status_forward: { "10": { on_resolve: "5", on_unresolve: "1" } } });

describe("the configuration of one organization (behaviour §2.1)", () => {
  test("no configuration at all: everything is off", () => expect(Object.values(SYNC_OFF).filter((it) => it === true)).toEqual([]));

  test("a mapping switches itself on; another project replaces it; an empty one switches it off", () => {
    expect(mapped).toMatchObject({ sync_status_forward: true, status_mapping: { "10": { on_resolve: "5", on_unresolve: "1" } } });
    const other = updateConfig(mapped, { sync_status_forward: { "11": { on_resolve: "6", on_unresolve: "2" } } });
    expect(other.status_mapping).toEqual({ "11": { on_resolve: "6", on_unresolve: "2" } });
    expect(updateConfig(other, { sync_status_forward: {} })).toMatchObject({ sync_status_forward: false, status_mapping: {} });
  });

  test.each([
    [{ on_resolve: "", on_unresolve: "1" }],
    [{ on_resolve: "5", on_unresolve: " " }],
    [{ on_resolve: null, on_unresolve: "1" }],
    [{ on_unresolve: "1" }],
  ])("a mapping with an empty side is refused whole: %j", (row) => {
    const update = ConfigUpdate.parse({ sync_status_forward: { "10": { on_resolve: "5", on_unresolve: "1" }, "11": row } });
    expect(() => updateConfig(mapped, update)).toThrow(Invalid);
  });

  test("ignored fields are a list inside and one text outside", () => {
    const config = updateConfig(SYNC_OFF, { issues_ignored_fields: "a, b\n c,," });
    expect(config.issues_ignored_fields).toEqual(["a", "b", "c"]);
    expect(readConfig(config).issues_ignored_fields).toBe("a, b, c");
    expect(readConfig(SYNC_OFF).issues_ignored_fields).toBe("");
  });

  test("required fields are kept as they are given", () => {
    const update = ConfigUpdate.parse({ required_fields: { "10000": { resolution: "Done" } } });
    expect(readConfig(updateConfig(mapped, update))).toMatchObject({ required_fields: { "10000": { resolution: "Done" } } });
    expect(ConfigUpdate.safeParse({ required_fields: { "10000": { resolution: "" } } }).success).toBe(false);
  });

  test.each([{ sync_comments: "yes" }, { resolution_strategy: "never" }, { sync_everything: true }, { sync_status_forward: true }])(
    "%j is not taken",
    (body) => expect(ConfigUpdate.safeParse(body).success).toBe(false),
  );

  test("what an update leaves out stays, and what is read can be written back", () =>
    fc.assert(
      fc.property(
        fc.record(
          {
            sync_comments: fc.boolean(),
            sync_status_reverse: fc.boolean(),
            resolution_strategy: fc.constant("resolve_next_release" as const),
          },
          { requiredKeys: [] },
        ),
        (update) => {
          const config = updateConfig(mapped, update);
          expect(config).toEqual({ ...mapped, ...update });
          expect(updateConfig(SYNC_OFF, ConfigUpdate.parse(readConfig(config)))).toEqual(config);
        },
      ),
    ));
});
