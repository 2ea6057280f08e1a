// Preloaded by every npm script. Plain JavaScript on purpose: it must load on the Node that is too old for the rest.
const major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  console.error(
    `Lockstep needs Node 24, and this is ${process.version}: npm has none to bring along for ${process.platform}-${process.arch}. Get it from https://nodejs.org, with \`brew install node@24\` or with \`nvm install 24\`, and try again.`,
  );
  process.exit(1);
}
