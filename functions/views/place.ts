import type { Scope } from "../../core/organizations/access.ts";
import type { IconName } from "./icons.ts";

/** A page that the navigation leads to, as its flow says in routes.ts, or that begins to connect something; `{organization}` stands for the slug of whoever looks, and `scope` is what they need for it. */
export type Place = { group: "organization" | "run" | "connect"; name: string; path: string; icon: IconName; scope: Scope };
