import type { IconName } from "./icons.ts";

/** A page that the navigation leads to, as its flow says in routes.ts; `{organization}` stands for the slug of whoever looks. */
export type Place = { group: "organization" | "run"; name: string; path: string; icon: IconName };
