import type { IncomingMessage } from "node:http";

/**
 * An answer of its own; so many milliseconds before or after what was asked is done; no answer at all; what was asked is not done, or it
 * is, and the connection breaks before the answer.
 */
export type Fault =
  | { status: number; headers?: Record<string, string>; body?: string; times?: number }
  | { before?: number; after?: number; times?: number }
  | "silence"
  | "unheard"
  | "lost";
export type Asked = { method: string; url: URL; headers: IncomingMessage["headers"]; body: string };
export type Reply = { status?: number; headers?: Record<string, string>; text?: string; json?: unknown };
export type Route = (asked: Asked) => Reply | null;
