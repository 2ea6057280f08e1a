import { readRunning, useRunning } from "../local/running.ts";

/**
 * Points the adapters at the system to operate on, and says on the error stream which one it is, before anything happens to it.
 * `sst shell` puts every link of the stage's last deployment into the environment, one variable each, and AWS credentials beside them;
 * without it, it is what runs on this machine.
 */
export function chooseSystem(): void {
  const { SST_RESOURCE_App: linked } = process.env;
  if (linked) {
    const { name, stage } = JSON.parse(linked) as { name: string; stage: string };
    console.error(`${name}, stage ${stage}`);
    return;
  }
  const running = readRunning();
  useRunning(running);
  console.error(`Lockstep on this machine, ${running.api}`);
}
