import fc from "fast-check";
import { expect, test } from "vitest";
import { ACTIONS, openControl, sealControl } from "../../../core/discord/custom-id.ts";
import { seal } from "../../../functions/adapters/seal.ts";
import { linkResources } from "../../support/linked.ts";

linkResources({ SealKey: { value: "a-text-of-enough-entropy-and-length" }, SealKeyBefore: { value: "off" } });

const id = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const control = fc.record({ action: fc.constantFrom(...ACTIONS), organizationId: id, groupId: id });

test("whatever is sealed comes back, in 100 characters at most", () =>
  fc.assert(
    fc.property(control, (it) => {
      const sealed = sealControl({ seal }, it);
      expect(sealed.length).toBeLessThanOrEqual(100);
      expect(openControl({ seal }, sealed)).toEqual(it);
    }),
  ));

test("one character more, less or another one is none of ours", () =>
  fc.assert(
    fc.property(control, fc.nat(), fc.constantFrom("x", ""), (it, at, by) => {
      const sealed = sealControl({ seal }, it);
      const place = at % sealed.length;
      const changed = sealed.slice(0, place) + by + sealed.slice(place + 1);
      fc.pre(changed !== sealed);
      expect(openControl({ seal }, changed)).toBeNull();
    }),
  ));
