import type { Command } from "commander";
import { type Answer, operation } from "./command.ts";

const MARKS = { well: "ok", look: "LOOK", ill: "ILL", elsewhere: "–" } as const;

/** `ops doctor` */
export function doctorCommand(ops: Command): void {
  operation(
    ops.command("doctor").description("looks at everything that Lockstep depends on, and says what is ill and what to do"),
    async () => {
      // After the environment that it reads.
      const { diagnose } = await import("./doctor/diagnose.ts");
      const { Resource } = await import("sst");
      const { synthesize } = await import("../local/sst.ts");
      const isStage = process.env.SST_RESOURCE_App !== undefined;
      const findings = await diagnose({ isStage, declared: await synthesize(Resource.App.stage) });
      const bad = findings.filter((it) => it.state === "ill");
      const lines = findings.flatMap((it) => [
        `${MARKS[it.state].padEnd(5)}${it.about.padEnd(13)}${it.what}`,
        ...(it.todo ? [`${" ".repeat(18)}${it.todo}`] : []),
      ]);
      const end = bad.length === 0 ? "Nothing is ill." : `${bad.length} ${bad.length === 1 ? "thing is" : "things are"} ill.`;
      return { value: findings, lines: [...lines, "", end], failed: bad.length > 0 } satisfies Answer;
    },
  );
}
