import type { IncomingMessage } from "node:http";

/** An answer of its own; none at all; or what was asked is done, and the connection breaks before the answer. */
export type Fault = { status: number; headers?: Record<string, string>; body?: string; times?: number } | "silence" | "lost";
export type Asked = { method: string; url: URL; headers: IncomingMessage["headers"]; body: string };
export type Reply = { status?: number; headers?: Record<string, string>; text?: string; json?: unknown };
export type Route = (asked: Asked) => Reply | null;
