import { html, raw } from "hono/html";
import type { Content } from "./markup.ts";

const [WIDTH, STEP, HEIGHT] = [4.6, 6.4, 20];

/** A bar for each day, today last, as high as its part of the highest; in words for whoever does not see it. Nothing where there is nothing. */
export function dayBars(counts: readonly number[]): Content {
  const most = Math.max(...counts);
  if (most <= 0) return null;
  const bar = (count: number, at: number): string => {
    const height = count === 0 ? 1 : Math.max(2, Math.round((count / most) * HEIGHT));
    return `M${Math.round(at * STEP * 10) / 10} ${HEIGHT}v-${height}h${WIDTH}v${height}z`;
  };
  const bars = counts.map(bar);
  const words = `Events of each of the last ${counts.length} days, today last: ${counts.map((it) => it.toLocaleString("en")).join(", ")}`;
  return html`<svg class="spark" viewBox="0 0 88 20" role="img" aria-label="${words}"><path d="${raw(bars.slice(0, -1).join(""))}" /><path class="now" d="${raw(bars.at(-1) ?? "")}" /></svg>`;
}
