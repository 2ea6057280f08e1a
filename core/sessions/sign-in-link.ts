import { createHash } from "node:crypto";
import type { Ports } from "../ports.ts";
import { newSecret } from "../secret.ts";
import type { SignInLinks } from "./ports.ts";

/** Ten minutes: enough to change to a browser, and soon of no use to who finds it in a terminal or a chat. */
export const SIGN_IN_LINK_SECONDS = 600;

/** What is stored of a code: the SHA-256 of its text, in hex. */
const codeHash = (code: string): string => createHash("sha256").update(code).digest("hex");

/** The path of a page that signs a browser in once with a token, within so many seconds. Its code is kept nowhere. */
export async function createSignInLink(
  { signInLinks, now, random }: Pick<Ports, "now" | "random"> & { signInLinks: SignInLinks },
  { tokenHash, seconds = SIGN_IN_LINK_SECONDS }: { tokenHash: string; seconds?: number },
): Promise<string> {
  const code = newSecret({ random });
  await signInLinks.put(codeHash(code), { tokenHash, expiresAt: Math.floor(now() / 1000) + seconds });
  return `/auth/login/once/${code}/`;
}

/** The hash of the token that a code signs in with, for the first who asks; null for a code that is used, too old, or not ours. */
export async function takeSignInLink(
  { signInLinks, now }: Pick<Ports, "now"> & { signInLinks: SignInLinks },
  code: string,
): Promise<string | null> {
  if (!/^[\w-]{43}$/.test(code)) return null;
  return (await signInLinks.take(codeHash(code), Math.floor(now() / 1000)))?.tokenHash ?? null;
}
