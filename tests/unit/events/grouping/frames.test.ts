import { describe, expect, test } from "vitest";
import { fileName } from "../../../../core/events/grouping/file-name.ts";
import { frameParts, hasMinifiedName } from "../../../../core/events/grouping/frame.ts";
import { moduleName } from "../../../../core/events/grouping/module-name.ts";
import { familyOf } from "../../../../core/events/grouping/platform.ts";
import { sourceLine } from "../../../../core/events/grouping/source-line.ts";
import { normalized } from "../../../support/sdk-events.ts";

/** A frame as it is read from what an SDK sends. */
const read = (platform: string, sent: object) => normalized({ platform, stacktrace: { frames: [sent] } }).exceptions[0]!.frames[0]!;

describe("the file of a frame", () => {
  test.each([
    ["php", { filename: "/srv/releases/12/Job.php" }, "job.php"],
    ["csharp", { filename: "C:\\Build\\7\\Cart.cs" }, "cart.cs"],
    ["python", { abs_path: "/srv/cart.py" }, "cart.py"],
    ["javascript", { filename: "https://shop.test/static/app.1a2b.js" }, null],
    ["javascript", { filename: "app.js", abs_path: "blob:https://shop.test/1" }, null],
    ["javascript", { filename: "<anonymous>" }, null],
    ["javascript", { filename: "app:///main-1a2b.js" }, "main.js"],
    ["javascript", { filename: "app:///assets/index-BkS3dF9a.js" }, "index.js"],
    ["javascript", { filename: "app:///chunk-7KXQ2ABC.mjs" }, "chunk.mjs"],
    ["javascript", { filename: "app:///main.77aa0b1c2d3e4f50.js" }, "main.js"],
    ["javascript", { filename: "app:///page-404.js" }, "page-404.js"],
    ["javascript", { filename: "app:///cart-checkout.js?v=2" }, "cart-checkout.js"],
    ["javascript", { filename: "webpack:///./src/Cart.tsx" }, "cart.tsx"],
    ["node", { filename: "/app/dist/server-v2.js" }, "server-v2.js"],
    ["java", { filename: "Cart_$$_javassist_7.java" }, "cart_$$"],
    ["python", { filename: "cart-1a2b.py" }, "cart-1a2b.py"],
    ["python", {}, null],
  ])("%s %j: %s", (platform, sent, expected) =>
    expect(fileName(read(platform, { function: "f", ...sent }), familyOf(platform))).toBe(expected),
  );
});

describe("the module of a frame", () => {
  test.each([
    ["python", { module: "shop.Cart" }, "shop.Cart"],
    ["node", { module: "dist.routes:cart-1a2b" }, "dist.routes:cart"],
    ["node", { module: "app" }, "app"],
    ["javascript", { module: "src/cart.js", abs_path: "https://shop.test/src/cart.js" }, null],
    ["javascript", { module: "src/cart", abs_path: "https://shop.test/static/app.js" }, "src/cart"],
    ["java", { module: "shop.Job$1" }, "shop.Job$1"],
    ["java", { module: "shop.Job$$Lambda$14/0x0000000800c03" }, null],
    ["java", { module: "jdk.internal.reflect.GeneratedMethodAccessor17" }, "jdk.internal.reflect.GeneratedMethodAccessor"],
    ["java", { module: "shop.Cart$$EnhancerBySpringCGLIB$$1a2b3c4d" }, "shop.Cart$$EnhancerBySpringCGLIB"],
    ["java", { module: "shop.Cart$$FastClassBySpringCGLIB$$1a2b" }, "shop.Cart$$FastClassBySpringCGLIB"],
    ["java", { module: "shop.Cart$$SpringCGLIB$$0" }, "shop.Cart$$SpringCGLIB"],
    ["java", { module: "shop.Cart_$$_javassist_seam_3" }, "shop.Cart_$$_javassist"],
    ["java", { module: "shop.Cart$HibernateProxy$aB3x" }, "shop.Cart$HibernateProxy"],
    ["java", { module: "shop.core$fn__1234" }, "shop.core$fn"],
    ["java", {}, null],
  ])("%s %j: %s", (platform, sent, expected) =>
    expect(moduleName(read(platform, { function: "f", ...sent }), familyOf(platform))).toBe(expected),
  );
});

describe("the source line of a frame", () => {
  test.each([
    ["python", { context_line: "\tpay(cart,   vat)  " }, "pay(cart, vat)"],
    ["node", { context_line: "throw new Error()" }, "throw new Error()"],
    ["php", { context_line: "$cart->pay();" }, "$cart->pay();"],
    ["ruby", { context_line: "cart.pay" }, "cart.pay"],
    ["java", { context_line: "cart.pay();" }, null],
    ["python", { context_line: "x".repeat(120) }, "x".repeat(120)],
    ["python", { context_line: "x".repeat(121) }, null],
    ["python", { context_line: "   " }, null],
    ["python", {}, null],
    ["javascript", { context_line: "<script>", abs_path: "https://shop.test/cart" }, null],
    ["javascript", { context_line: "pay()", abs_path: "https://shop.test/cart", function: "t" }, "pay()"],
    [
      "python",
      { filename: "<string>", context_line: "spawn_main(tracker_fd=5, pipe_handle=7)" },
      "spawn_main(tracker_fd=<number>, pipe_handle=<number>)",
    ],
  ])("%s %j: %s", (platform, sent, expected) =>
    expect(sourceLine(read(platform, { lineno: 1, ...sent }), familyOf(platform))).toBe(expected),
  );
});

describe("whether a name in a bundle is one that a minifier gave", () => {
  test.each([
    [true, ["e", "Zt", "$", "_a", "e.t", "Object.n", "new e", "async e", "eT0", "a$b", "xY1", "t_e"]],
    [false, ["pay", "App", "run", "save", "new Cart", "e.onClick", "Cart.e1234", "?", "async pay"]],
  ])("%s: %j", (isGiven, names) => {
    const frames = names.map((name) => read("javascript", { abs_path: "https://shop.test/a.js", function: name }));
    expect(frames.filter((it) => hasMinifiedName(it, "javascript") !== isGiven).map((it) => it.function)).toEqual([]);
  });

  test.each([
    ["python", { abs_path: "https://shop.test/a.py" }],
    ["javascript", { filename: "src/a.js" }],
    ["javascript", { filename: "webpack:///src/a.js" }],
    ["javascript", {}],
  ])("none in %s %j", (platform, sent) => {
    expect(hasMinifiedName(read(platform, { function: "e", ...sent }), familyOf(platform))).toBe(false);
  });
});

describe("what of a frame counts", () => {
  test.each([
    [
      "python",
      { module: "shop", filename: "shop.py", function: "pay", context_line: "pay()" },
      ["module:shop", "function:pay", "line:pay()"],
    ],
    ["python", { filename: "Shop.py", function: "pay", lineno: 7, colno: 3 }, ["file:shop.py", "function:pay"]],
    ["node", { module: "app", function: "<anonymous>", context_line: "throw x" }, ["module:app", "line:throw x"]],
    ["javascript", { abs_path: "https://shop.test/a.js", function: "Object.save" }, ["function:save"]],
    [
      "javascript",
      { module: "src/cart", function: "t", context_line: "pay(c)", data: { sourcemap: "a.map" } },
      ["module:src/cart", "line:pay(c)"],
    ],
    ["javascript", { module: "src/cart", function: "t", data: { sourcemap: "a.map" } }, ["module:src/cart", "function:t"]],
    ["javascript", { abs_path: "https://shop.test/a.js", function: "e" }, []],
    ["javascript", { abs_path: "https://shop.test/a.js", function: "e", context_line: "x".repeat(121) }, []],
    ["javascript", { abs_path: "https://shop.test/a.js", function: "e", context_line: "pay()" }, ["function:e", "line:pay()"]],
    ["javascript", { filename: "app:///main.js", function: "Zt" }, ["file:main.js"]],
    ["node", { filename: "/app/dist/server.js", module: "server", function: "t" }, ["module:server", "function:t"]],
    ["javascript", { abs_path: "[native code]", function: "forEach" }, []],
    ["javascript", { filename: "app:///a.js", function: "eval" }, []],
    ["node", { filename: "/app/node_modules/tslib/tslib.js", function: "__awaiter" }, []],
    ["node", { filename: "node:internal/process/task_queues", function: "process.processTicksAndRejections" }, []],
    ["java", { module: "io.sentry.spring.Filter", function: "doFilter" }, []],
    ["native", { function: "start_thread", package: "/lib/libc.so" }, []],
    ["other", { function: "?" }, ["function:?"]],
  ])("%s %j: %j", (platform, sent, expected) => expect(frameParts(read(platform, sent), familyOf(platform))).toEqual(expected));
});
