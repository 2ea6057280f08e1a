import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { warm } from "../../functions/adapters/warm.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

/** What is remembered for a minute, of answers that are counted. */
function setUp(answer: (key: string) => string | null | Error = (key) => `of ${key}`) {
  const remembered = warm<string>(60_000);
  let asked = 0;
  const read = (key: string) =>
    remembered(key, async () => {
      asked += 1;
      const found = answer(key);
      if (found instanceof Error) throw found;
      return found;
    });
  const later = (milliseconds: number) => void vi.setSystemTime(Date.now() + milliseconds);
  return { read, later, forget: remembered.forget, asked: () => asked };
}

test("an answer is remembered for its time and no longer, and shared by those who ask at once", async () => {
  const { read, later, asked } = setUp();
  expect([await Promise.all([read("a"), read("a")]), asked()]).toEqual([["of a", "of a"], 1]);
  later(59_999);
  await read("a");
  expect(asked()).toBe(1);
  later(1);
  await read("a");
  expect(asked()).toBe(2);
});

test("that there is nothing is remembered for five seconds, and what this process changed not at all", async () => {
  const { read, later, asked, forget } = setUp(() => null);
  await read("a");
  later(4_999);
  expect([await read("a"), asked()]).toEqual([null, 1]);
  later(1);
  await read("a");
  forget("a");
  await read("a");
  expect(asked()).toBe(3);
});

test("a failure is not remembered", async () => {
  const { read, asked } = setUp(() => new Error("away"));
  for (let n = 1; n <= 2; n++) {
    await expect(read("a")).rejects.toThrow("away");
    expect(asked()).toBe(n);
  }
});

test("no more than a thousand are remembered", async () => {
  const { read, asked } = setUp();
  for (let n = 0; n <= 1_000; n++) await read(`key ${n}`);
  await read("key 0");
  expect(asked()).toBe(1_002);
});
