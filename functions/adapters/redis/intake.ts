import type { Intake } from "../../../core/events/ports.ts";
import { MOST_NEW_ISSUES, USUAL_RATE, windowOf } from "../../../core/events/rates.ts";
import { log } from "../log.ts";
import { redis } from "./client.ts";

/** What takes longer is not waited for: a sender is. */
const QUICKLY = { milliseconds: 300, retries: 0 };

/** Requests that a function takes in a window before it asks, and those it takes at a time then; less where a key may make few. */
const UNASKED = 20;
const BLOCK = 50;
const PART = 100;
/** Keys that a warm function knows of. */
const ENTRIES = 1_000;

/** Counts so many in a window that ends by itself. KEYS: the counter, then any to look at. ARGV: how many, seconds. */
const COUNT = `
local total = redis.call('INCRBY', KEYS[1], ARGV[1])
if total == tonumber(ARGV[1]) then redis.call('EXPIRE', KEYS[1], ARGV[2]) end
return { total, KEYS[2] and tonumber(redis.call('GET', KEYS[2]) or '0') or 0 }
`;

type Window = { number: number; used: number; granted: number; over: boolean; fullMinute: number };

const newIssuesKey = (projectId: number, minute: number): string => `new_issues:1:${projectId}:${minute}`;

/**
 * Windows are counted in Redis, in blocks, so that most requests ask nobody. A key may make as many more as functions take unasked, and as
 * many less as they have left of their blocks.
 */
export function createIntake(): Intake {
  const windows = new Map<string, Window>();
  return {
    async request({ publicKey, projectId, rateLimit }, at) {
      const { count, window } = rateLimit ?? USUAL_RATE;
      const { number, left } = windowOf(at, window);
      const minute = windowOf(at, 60).number;
      const part = Math.floor(count / PART);
      let own = windows.get(publicKey);
      if (own?.number !== number) {
        if (windows.size >= ENTRIES) windows.clear();
        own = { number, used: 0, granted: Math.min(UNASKED, part), over: false, fullMinute: -1 };
        windows.set(publicKey, own);
      }
      if (own.used >= own.granted && !own.over) {
        const block = Math.min(BLOCK, Math.max(1, part));
        const found = await counted([`rate:1:${publicKey}:${number}`, newIssuesKey(projectId, minute)], block, window);
        const before = found ? found[0] - block : own.used;
        own.over = before >= count;
        own.granted += own.over ? 0 : Math.min(block, count - before);
        if (found && found[1] >= MOST_NEW_ISSUES) own.fullMinute = minute;
      }
      const taken = own.used < own.granted;
      if (taken) own.used += 1;
      return { over: taken ? null : left, newIssuesOver: own.fullMinute === minute };
    },

    async newIssue(projectId, at) {
      const found = await counted([newIssuesKey(projectId, windowOf(at, 60).number)], 1, 60);
      return found === null || found[0] <= MOST_NEW_ISSUES;
    },
  };
}

/** Null where Redis does not answer, or not in time. */
async function counted(keys: string[], many: number, seconds: number): Promise<[number, number] | null> {
  const request = redis(QUICKLY).eval<number[], [number, number]>(COUNT, keys, [many, seconds]);
  return request.catch(() => {
    log.warn("rates.unavailable");
    return null;
  });
}

export const intake = createIntake();
