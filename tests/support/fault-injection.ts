import { logContext } from "../../functions/adapters/log.ts";
import { armed, type Handler } from "./armed.ts";

type Fault = { delivery: string; call: number; when: "before" | "after" };

/**
 * Fails the n-th database request made for a delivery, through a route, or for an issue where it has neither, once: before it is done, or after it is done but before the
 * answer arrives.
 */
export function injectFaults(faults: readonly Fault[]) {
  const hit: string[] = [];
  const made = new Map<string, number>();
  const fail = (delivery: string) => {
    hit.push(delivery);
    return Object.assign(new Error("injected"), { name: "TimeoutError" });
  };
  const inject = (next: Handler) => async (args: object) => {
    const delivery = String(logContext().delivery ?? logContext().route ?? logContext().group);
    const call = made.get(delivery) ?? 0;
    made.set(delivery, call + 1);
    const fault = faults.find((it) => it.delivery === delivery && it.call === call);
    if (fault?.when === "before") throw fail(delivery);
    const result = await next(args);
    if (fault?.when === "after") throw fail(delivery);
    return result;
  };
  return { hit, stop: armed("faults", inject) };
}
