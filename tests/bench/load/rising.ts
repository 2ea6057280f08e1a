import type { ChildProcess } from "node:child_process";
import type { Driven } from "../driven.ts";
import { answerOf } from "../measure.ts";
import type { Outcome, Sent } from "../sender.ts";
import type { Stage } from "./stage.ts";

export type Step = { rate: number; p50: number; p99: number; refused: number; drained: number; backlog: string; isHeld: boolean };
type Calm = () => Promise<void>;

/** An answer that takes longer is no answer to whoever waits; what follows may take half as long again as the sending, and a second. */
const SLOW_MS = 1000;
const keepsUp = (seconds: number, drained: number) => drained <= seconds / 2 + 1;

const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;

export async function send(
  sender: ChildProcess,
  stage: Pick<Stage, "url" | "token">,
  requests: Sent[],
  how: { rate: number } | { concurrency: number },
) {
  sender.send({ url: stage.url, token: stage.token, requests, ...how });
  return answerOf<Outcome>(sender);
}

/**
 * So many a second for `seconds`, whatever is answered, then twice as many, until one is not held: answers are late, or what follows them
 * grows faster than it is done.
 */
export async function rising(
  { sender, driven, calm }: { sender: ChildProcess; driven: Driven; calm: Calm },
  stage: Stage,
  { from, seconds, most }: { from: number; seconds: number; most: number },
): Promise<Step[]> {
  const steps: Step[] = [];
  for (let rate = from; rate <= most; rate *= 2) {
    const requests = await stage.requests(Math.ceil(rate * seconds));
    const { failed, milliseconds } = await send(sender, stage, requests, { rate });
    const { queues, stream } = await driven.left();
    const [queue = "", left = 0] = Object.entries(queues).sort(([, a], [, b]) => b - a)[0] ?? [];
    const ended = performance.now();
    await calm();
    const drained = (performance.now() - ended) / 1000;
    const sorted = [...milliseconds].sort((a, b) => a - b);
    const p99 = quantile(sorted, 0.99);
    const isHeld = failed === 0 && p99 <= SLOW_MS && keepsUp(seconds, drained);
    const backlog = left > 0 ? `${left} messages in ${queue.replace(/Queue$/, "")}` : stream > 0 ? "the stream" : "nothing";
    steps.push({ rate, p50: quantile(sorted, 0.5), p99, refused: failed, drained, backlog, isHeld });
    if (!isHeld) break;
  }
  return steps;
}

/** What gave way at the last rate: answers, or what follows them. */
export function gaveWay(steps: readonly Step[]): string {
  const last = steps.at(-1);
  if (!last || last.isHeld) return "nothing yet";
  if (last.refused > 0) return `${last.refused} refused`;
  return last.p99 > SLOW_MS ? `answers, p99 ${(last.p99 / 1000).toFixed(1)} s` : `${last.backlog}, ${last.drained.toFixed(1)} s behind`;
}
