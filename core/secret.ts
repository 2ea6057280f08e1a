import type { Ports } from "./ports.ts";

/** Text that nobody can guess, of 256 random bits, fit for a URL. */
export const newSecret = ({ random }: Pick<Ports, "random">): string => Buffer.from(random(32)).toString("base64url");
