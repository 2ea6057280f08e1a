import { randomBytes } from "node:crypto";

export const random = (bytes: number): Uint8Array => randomBytes(bytes);
