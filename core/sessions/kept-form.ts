import * as z from "zod";
import type { Ports } from "../ports.ts";

/** What somebody sent when they were no longer signed in; their own browser keeps it, sealed, while they sign in again. */
const KeptForm = z.object({
  /** Where it was sent to, with its query. */
  path: z.string(),
  fields: z.array(z.tuple([z.string(), z.string()])),
  /** Milliseconds since the Unix epoch. */
  expiresAt: z.number(),
});
export type KeptForm = Omit<z.infer<typeof KeptForm>, "expiresAt">;

const CONTEXT = "kept-form";
const HOUR_MS = 3_600_000;

export const sealForm = ({ seal, now }: Pick<Ports, "seal" | "now">, form: KeptForm): string =>
  seal.close(JSON.stringify({ ...form, expiresAt: now() + HOUR_MS }), CONTEXT);

/** Null for nothing, for what is older than an hour, and for what is not ours. */
export function openForm({ seal, now }: Pick<Ports, "seal" | "now">, text: string | null): KeptForm | null {
  if (!text) return null;
  try {
    const { expiresAt, ...form } = KeptForm.parse(JSON.parse(seal.open(text, CONTEXT)));
    return expiresAt > now() ? form : null;
  } catch {
    return null;
  }
}
