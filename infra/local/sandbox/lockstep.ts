import { LOOKS } from "./quietly.ts";

/** The running Lockstep, asked as any client asks it: over HTTP, with the token of the demo organization's owner. */
export type Lockstep = ReturnType<typeof lockstepAt>;

export function lockstepAt(api: string, token: string) {
  async function call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(new URL(path, api), {
      method,
      headers: { authorization: `Bearer ${token}`, ...(method === "GET" && LOOKS), ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status} ${text}`);
    return (text === "" ? null : JSON.parse(text)) as T;
  }
  return {
    api,
    token,
    /** Null where there is no such thing. */
    find: <T>(path: string) =>
      call<T>("GET", path).catch((error: Error) => {
        if (error.message.includes(" answered 404 ")) return null;
        throw error;
      }),
    get: <T>(path: string) => call<T>("GET", path),
    put: <T>(path: string, body: object) => call<T>("PUT", path, body),
    post: <T>(path: string, body: object) => call<T>("POST", path, body),
    remove: (path: string) => call<null>("DELETE", path),
  };
}
