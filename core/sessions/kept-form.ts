import * as z from "zod";
import type { Ports } from "../ports.ts";

/** What somebody had written when the session was over: where it was going, and its fields in their order. */
const KeptForm = z.object({ path: z.string(), fields: z.array(z.tuple([z.string(), z.string()])), until: z.number() });
export type KeptForm = z.infer<typeof KeptForm>;

const CONTEXT = "kept-form";
/** Bytes of a form; what is longer has to be written again. */
const LONGEST = 20_000;
const KEPT_MS = 3_600_000;

/** A form as text that only we can read, for an hour; null where it is too long. The token of the session that is over is left out. */
export function keepForm({ seal, now }: Pick<Ports, "seal" | "now">, path: string, form: URLSearchParams): string | null {
  const fields = [...form].filter(([name]) => name !== "form_token");
  const text = JSON.stringify({ path, fields, until: now() + KEPT_MS } satisfies KeptForm);
  return Buffer.byteLength(text) > LONGEST ? null : seal.close(text, CONTEXT);
}

/** What `keepForm` kept; null for anything else, and after an hour. */
export function openKeptForm({ seal, now }: Pick<Ports, "seal" | "now">, kept: string | null): KeptForm | null {
  if (!kept) return null;
  try {
    const form = KeptForm.parse(JSON.parse(seal.open(kept, CONTEXT)));
    return form.until > now() ? form : null;
  } catch {
    return null;
  }
}
