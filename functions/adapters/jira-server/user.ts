import * as z from "zod";

/** Somebody in a Jira Server; many Jiras hide the address, or mask it. Histories name people by `key`, which never changes. */
export const User = z
  .object({
    name: z.string().min(1),
    key: z.string().optional(),
    displayName: z.string().optional(),
    emailAddress: z.string().nullish(),
    active: z.boolean().default(true),
  })
  .transform((it) => ({
    ...{ name: it.name, key: it.key ?? it.name, displayName: it.displayName ?? it.name, active: it.active },
    email: it.emailAddress?.includes("@") ? it.emailAddress : null,
  }));
export type User = z.infer<typeof User>;

/** A list of which one odd entry does not void the others. */
export const listOf = <T>(schema: z.ZodType<T>) =>
  z.array(z.unknown()).transform((all) => all.flatMap((it) => schema.safeParse(it).data ?? []));

export const accountOf = ({ name, displayName, email }: User) => ({ id: name, name: displayName, email });
