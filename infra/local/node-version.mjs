// Preloaded by every npm script. Plain JavaScript on purpose: it must load on the Node that is too old for the rest.
const major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  console.error(
    `Lockstep needs Node 24; this is ${process.version} and no pinned Node is published for ${process.platform}-${process.arch}. Install Node 24 and try again.`,
  );
  process.exit(1);
}
