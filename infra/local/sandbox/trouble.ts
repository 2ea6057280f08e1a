import type { World } from "./world.ts";

const DELAY_MS = 5000;

export const TROUBLES = [
  { name: "lose", label: "Lose webhooks", hint: "Jira’s webhooks never arrive", why: "The webhook of Jira was lost." },
  { name: "delay", label: "Delay webhooks", hint: "by 5 seconds, the last one first", why: "The webhook of Jira is late." },
  { name: "repeat", label: "Repeat webhooks", hint: "each comes twice", why: "The webhook of Jira comes twice." },
  { name: "429", label: "Answer 429", hint: "Jira asks to come back later", why: "Jira asked to come back later, and Lockstep does." },
  { name: "stop", label: "Stop Jira", hint: "nobody answers at all", why: "Nobody answers in Jira. Lockstep tries again." },
] as const;
export type Trouble = (typeof TROUBLES)[number]["name"];

/** What becomes of a webhook is one of these at a time. */
const OF_WEBHOOKS: readonly Trouble[] = ["lose", "delay", "repeat"];

export type Troubles = ReturnType<typeof troubleOf>;

/** What the switches of the sandbox do to its Jira. */
export function troubleOf({ jira }: Pick<World, "jira">) {
  const on = new Set<Trouble>();
  const release = () => void jira.deliveries.release((held) => held.reverse());
  const timer = setInterval(release, DELAY_MS);
  timer.unref();

  function apply(): void {
    const isLost = on.has("lose") || on.has("stop");
    jira.deliveries.fail(isLost ? "drop" : on.has("delay") ? "hold" : on.has("repeat") ? "repeat" : null);
    jira.faults.clear();
    if (on.has("stop")) jira.faults.set("/", "unheard");
    else if (on.has("429")) jira.faults.set("/rest/", { status: 429, headers: { "retry-after": "3" }, body: "Too many requests" });
    if (!on.has("delay")) release();
  }

  return {
    on,
    flip: (name: Trouble): boolean => {
      const isOn = !on.delete(name);
      if (isOn) {
        if (OF_WEBHOOKS.includes(name)) for (const it of OF_WEBHOOKS) on.delete(it);
        on.add(name);
      }
      apply();
      return isOn;
    },
    end: (): void => {
      on.clear();
      apply();
    },
    stop: (): void => clearInterval(timer),
  };
}
