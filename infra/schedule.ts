import { alarmWhenDying } from "./alarms.ts";

type Args = ConstructorParameters<typeof sst.aws.CronV2>[1];

/** What runs at its times, with its alarm: nobody waits for it and no queue fills where it dies, so nothing else would tell. */
export function every(rate: string, name: string, run: NonNullable<Args["function"]>): void {
  const schedule = new sst.aws.CronV2(name, { schedule: `rate(${rate})`, function: run });
  alarmWhenDying(name, schedule.nodes.function.name);
}
