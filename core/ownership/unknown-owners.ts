import type { Organizations } from "../organizations/ports.ts";
import { ownerResolver } from "./resolve-owner.ts";
import type { Rule, RuleOwner } from "./rule.ts";

/** No more are looked up: whoever has more to mend starts with these. */
const LOOKED_UP = 200;

/** Owners that rules name and that cannot own issues of the project, each once, in the order they come first. */
export async function unknownOwners(
  ports: { organizations: Organizations },
  place: { organizationId: number; projectId: number },
  rules: readonly Rule[],
): Promise<RuleOwner[]> {
  const resolve = ownerResolver(ports, place);
  const owners = new Map(rules.flatMap((it) => it.owners).map((it) => [`${it.type}:${it.identifier}`, it]));
  const looked = await Promise.all([...owners.values()].slice(0, LOOKED_UP).map(async (it) => ((await resolve(it)) ? [] : [it])));
  return looked.flat();
}
