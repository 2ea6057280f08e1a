import { Resource } from "sst";

/** Makes the linked Redis unwell for everything in this process: `down` refuses at once, `slow` never answers. */
export function redisFaults() {
  const real = globalThis.fetch;
  const state: { is: "well" | "down" | "slow" } = { is: "well" };
  globalThis.fetch = (input, init) => {
    if (state.is === "well" || !String(input).startsWith(Resource.Redis.url)) return real(input, init);
    if (state.is === "down") return Promise.reject(new TypeError("fetch failed"));
    return new Promise((_, reject) => init?.signal?.addEventListener("abort", () => reject(init.signal?.reason)));
  };
  return {
    state,
    stop: () => {
      globalThis.fetch = real;
    },
  };
}
