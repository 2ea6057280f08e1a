import { describe, expect, test } from "vitest";
import { sessionCookie } from "../../functions/edges/session-cookie.ts";
import { linkResources } from "../support/linked.ts";

linkResources({ Settings: { publicUrl: "https://lockstep.example.com", allowPrivateHosts: "0", regionId: "0" } });

describe("the cookie of a session, over TLS", () => {
  test("is bound to this very host, and never sent in the clear", () => {
    expect(sessionCookie.set("sealed")).toBe("__Host-lockstep=sealed; Path=/; Max-Age=7200; HttpOnly; SameSite=Lax; Secure");
    expect(sessionCookie.clear()).toBe("__Host-lockstep=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure");
  });

  test("is found among others, and not under the name that anybody could set", () => {
    expect(sessionCookie.read({ cookies: ["a=b", "__Host-lockstep=sealed=="] })).toBe("sealed==");
    expect(sessionCookie.read({ cookies: ["lockstep=forged", "x__Host-lockstep=forged"] })).toBeUndefined();
  });
});
