import * as z from "zod";

/**
 * What a user wants to hear about the issues of a project: of all, of those they are subscribed to, of none (behaviour §4.7: the
 * workflow setting).
 */
export const NotificationSetting = z.object({
  workflow: z.enum(["always", "subscribe_only", "never"], { error: "Give one of always, subscribe_only, never." }),
});
export type NotificationSetting = z.infer<typeof NotificationSetting>;

/** Whoever has said nothing. */
export const USUAL_SETTING: NotificationSetting = { workflow: "subscribe_only" };
