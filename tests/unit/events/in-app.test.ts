import { expect, test } from "vitest";
import { normalized } from "../../support/sdk-events.ts";

const inApp = (platform: string, sent: object) => normalized({ platform, stacktrace: { frames: [sent] } }).exceptions[0]!.frames[0]!.inApp;

test.each([
  ["what the SDK says", "node", { filename: "/app/cart.js", in_app: true }, true],
  ["nothing said", "node", { filename: "/app/cart.js" }, false],
  ["a package of npm", "node", { filename: "/app/node_modules/express/index.js", in_app: true }, false],
  ["a package of pip", "python", { abs_path: "/srv/venv/lib/python3/site-packages/django/x.py", in_app: true }, false],
  ["the standard library", "python", { abs_path: "/usr/local/lib/python3.12/json/decoder.py", in_app: true }, false],
  ["a vendored one, on Windows", "php", { filename: "C:\\shop\\vendor\\laravel\\x.php", in_app: true }, false],
  ["a file that only sounds like it", "php", { filename: "/srv/vendors.php", in_app: true }, true],
  ["a CDN", "javascript", { abs_path: "https://unpkg.com/react@18/x.js", in_app: true }, false],
  ["the event loop", "node", { function: "process.processTicksAndRejections", in_app: true }, false],
  ["a framework of Java", "java", { module: "org.springframework.web.Filter", in_app: true }, false],
  ["a module that only sounds like it", "java", { module: "scalable.Cart", in_app: true }, true],
  ["the same name elsewhere", "python", { module: "scala.Cart", in_app: true }, true],
  ["the frame's own platform", "javascript", { platform: "java", module: "kotlin.io.Reader", in_app: true }, false],
  ["Rust's own", "native", { function: "core::panicking::panic", in_app: true }, false],
  ["a system library", "native", { package: "/usr/lib/libc.so.6", in_app: true }, false],
  ["an app of iOS", "cocoa", { package: "/private/var/containers/Bundle/Application/1/Shop.app/Shop" }, true],
  ["an app of macOS", "cocoa", { package: "/Applications/Shop.app/Contents/MacOS/Shop" }, true],
])("%s (%s)", (_, platform, sent, expected) => expect(inApp(platform, sent)).toBe(expected));
