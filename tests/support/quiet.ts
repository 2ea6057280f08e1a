// Handlers log JSON lines to standard output, which would bury what the tests say.
type Write = (...input: unknown[]) => boolean;
const stdout = process.stdout as unknown as { write: Write & { quiet?: true } };

if (!stdout.write.quiet) {
  const write = stdout.write.bind(process.stdout) as Write;
  stdout.write = Object.assign((...input: unknown[]) => (String(input[0]).startsWith('{"time":') ? true : write(...input)), {
    quiet: true as const,
  });
}
