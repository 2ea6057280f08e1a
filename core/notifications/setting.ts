import * as z from "zod";

/**
 * What a user wishes of the issues of a project. `workflow`: to hear of all, of those they are subscribed to, of none (behaviour §4.7).
 * `selfAssignOnResolve`: to own what they resolve and nobody has (§8.7).
 */
export const NotificationSetting = z.object({
  workflow: z.enum(["always", "subscribe_only", "never"], { error: "Give one of always, subscribe_only, never." }),
  selfAssignOnResolve: z.boolean("Give true or false.").default(false),
});
export type NotificationSetting = z.infer<typeof NotificationSetting>;

/** Whoever has said nothing. */
export const USUAL_SETTING: NotificationSetting = { workflow: "subscribe_only", selfAssignOnResolve: false };
