// Stand-in for the `pulumi` CLI, which is not on npm.
// It implements only what `sst diff` calls, and runs the REAL bundled program
// (sst.config.ts + infra/** + SST's own platform components + @pulumi/aws) in
// the real @pulumi/pulumi Node runtime with `runtime.setMocks` as its engine.
//   pulumi version
//   pulumi stack init organization/<app>/<stage>
//   pulumi preview --stack organization/<app>/<stage> --event-log <file> --config k=v ...
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const argv = process.argv.slice(2);
const VERSION = process.env.PULUMI_STUB_VERSION ?? "v3.215.0";
const stateFile = (app, stage) => path.join(process.cwd(), ".pulumi", "stacks", app, `${stage}.json`);
const manifest = { time: "2026-01-01T00:00:00Z", magic: "", version: VERSION };
function writeState(app, stage, resources) {
  fs.mkdirSync(path.dirname(stateFile(app, stage)), { recursive: true });
  fs.writeFileSync(
    stateFile(app, stage),
    JSON.stringify({
      version: 3,
      checkpoint: { stack: `organization/${app}/${stage}`, latest: { manifest, resources } },
    }),
  );
}
const opt = (name) => argv.flatMap((a, i) => (a === name ? [argv[i + 1]] : []));

if (argv[0] === "version") {
  console.log(VERSION);
} else if (argv[0] === "stack" && argv[1] === "init") {
  const [, app, stage] = argv[2].split("/");
  writeState(app, stage, []);
} else if (argv[0] === "preview" || (argv[0] === "up" && process.env.PULUMI_STUB_ALLOW_UP)) {
  await preview();
} else {
  console.error(`error: pulumi stub: unsupported command: ${argv.join(" ")}`);
  process.exit(1);
}

async function preview() {
  const [, app, stage] = opt("--stack")[0].split("/");
  const eventLog = opt("--event-log")[0];
  const main = fs.readFileSync("Pulumi.yaml", "utf8").match(/^main: (.*)$/m)[1];
  const workdir = process.cwd();
  const platform = path.dirname(main);
  const require = createRequire(path.join(platform, "package.json"));
  const pulumi = require("@pulumi/pulumi");
  const { MockMonitor } = require("@pulumi/pulumi/runtime/mocks");
  const { deserializeProperties } = require("@pulumi/pulumi/runtime/rpc");
  const fakes = await import(pathToFileURL(process.env.PULUMI_STUB_FAKES).href);

  const config = Object.fromEntries(
    opt("--config").map((kv) => {
      const i = kv.indexOf("=");
      return [kv.slice(0, i), kv.slice(i + 1)];
    }),
  );
  pulumi.runtime.setAllConfig(config);

  const resources = [];
  const invokes = [];
  const errors = [];
  const ctx = { region: config["aws:region"], account: "000000000000", partition: "aws", app, stage };

  await pulumi.runtime.setMocks(
    {
      newResource: (args) => fakes.newResource(args, ctx),
      call: (args) => {
        invokes.push({ token: args.token, inputs: plain(args.inputs) });
        return fakes.call(args, ctx);
      },
    },
    app,
    stage,
    /* preview */ process.env.PULUMI_STUB_PREVIEW === "1",
    "organization",
  );

  // MockMonitor hides parent / dependencies / retainOnDelete / ... from mocks; keep them.
  const orig = MockMonitor.prototype.registerResource;
  MockMonitor.prototype.registerResource = function (req, cb) {
    return orig.call(this, req, (err, resp) => {
      if (!err) {
        const inputs = plain(deserializeProperties(req.getObject()));
        if (resources.some((r) => r.urn === resp.getUrn())) errors.push({ message: `Duplicate resource URN '${resp.getUrn()}'` });
        resources.push({
          urn: resp.getUrn(),
          type: req.getType(),
          name: req.getName(),
          custom: req.getCustom(),
          id: resp.getId() || undefined,
          parent: req.getParent() || undefined,
          provider: req.getProvider() || undefined,
          retainOnDelete: req.getRetainondelete?.() || undefined,
          protect: req.getProtect?.() || undefined,
          ignoreChanges: nonEmpty(req.getIgnorechangesList?.()),
          dependencies: nonEmpty(req.getDependenciesList?.()),
          inputs,
          outputs: plain(deserializeProperties(resp.getObject())),
        });
      } else errors.push({ urn: `${req.getType()}::${req.getName()}`, message: String(err.message ?? err) });
      cb(err, resp);
    });
  };
  const origOut = MockMonitor.prototype.registerResourceOutputs;
  MockMonitor.prototype.registerResourceOutputs = function (req, cb) {
    const r = resources.find((x) => x.urn === req.getUrn());
    if (r) r.outputs = plain(deserializeProperties(req.getOutputs()));
    return origOut.call(this, req, cb);
  };

  process.on("unhandledRejection", (e) => errors.push({ message: String(e?.stack ?? e) }));
  process.on("uncaughtException", (e) => errors.push({ message: String(e?.stack ?? e) }));
  // A failed Output can leave the program promise pending for ever: when the event
  // loop drains first, report what failed instead of hanging or exiting silently.
  await new Promise((done) => {
    process.once("beforeExit", () => {
      if (!errors.length) errors.push({ message: "program never settled" });
      done();
    });
    (async () => {
      await pulumi.runtime.runInPulumiStack(async () => (await import(pathToFileURL(main).href)).default);
      await pulumi.runtime.disconnect();
    })().then(done, (e) => {
      errors.push({ message: String(e?.stack ?? e) });
      done();
    });
  });

  const seen = new Set();
  for (let i = errors.length - 1; i >= 0; i--) {
    const k = errors[i].message.split("\n")[0];
    if (seen.has(k)) errors.splice(i, 1);
    else seen.add(k);
  }

  // Report exactly the way the engine reports, so the CLI's own UI / --json / type generation run.
  let seq = 0;
  const log = fs.createWriteStream(eventLog, { flags: "a" });
  const emit = (e) => log.write(`${JSON.stringify({ sequence: seq++, timestamp: 0, ...e })}\n`);
  for (const e of errors)
    emit({
      diagnosticEvent: { urn: e.urn?.startsWith("urn:") ? e.urn : undefined, message: e.message, color: "never", severity: "error" },
    });
  for (const r of resources)
    emit({
      resOutputsEvent: {
        planning: true,
        metadata: {
          op: "create",
          urn: r.urn,
          type: r.type,
          old: null,
          keys: null,
          logical: true,
          provider: r.provider ?? "",
          detailedDiff: null,
          diffs: null,
          new: {
            type: r.type,
            urn: r.urn,
            custom: r.custom,
            id: r.id ?? "",
            parent: r.parent ?? "",
            inputs: r.inputs,
            outputs: r.outputs,
            provider: r.provider ?? "",
            retainOnDelete: r.retainOnDelete,
          },
        },
      },
    });
  emit({ summaryEvent: { maybeCorrupt: false, durationSeconds: 0, resourceChanges: { create: resources.length }, PolicyPacks: {} } });
  await new Promise((r) => log.end(r));

  process.chdir(workdir); // SST's run() chdir's to the project root
  writeState(
    app,
    stage,
    resources.map((r) => ({
      urn: r.urn,
      type: r.type,
      custom: r.custom,
      id: r.custom ? (r.id ?? "") : undefined,
      parent: r.parent,
      inputs: r.inputs,
      outputs: r.outputs,
    })),
  );
  if (process.env.PULUMI_STUB_OUT)
    fs.writeFileSync(process.env.PULUMI_STUB_OUT, JSON.stringify({ app, stage, config, errors, invokes, resources }, null, 1));
  process.exit(errors.length ? 1 : 0);
}

function nonEmpty(l) {
  return l?.length ? l : undefined;
}
// Unwrap secrets / assets / outputs to plain JSON.
function plain(v) {
  if (v === null || typeof v !== "object") return v;
  if (Array.isArray(v)) return v.map(plain);
  const SIG = "4dabf18193072939515e22adb298388d";
  if (v[SIG] === "1b47061264138c4ac30d75fd1eb44270") return plain(v.value);
  if (v.__pulumiAsset || v.__pulumiArchive) {
    const o = {};
    for (const k of ["path", "text", "uri", "assets"]) if (typeof v[k] === "string") o[k] = v[k];
    return { asset: v.constructor?.name, ...o };
  }
  if (typeof v.then === "function") return "<promise>";
  return Object.fromEntries(
    Object.entries(v)
      .filter(([k]) => k !== "__provider")
      .map(([k, x]) => [k, plain(x)]),
  );
}
