import { randomUUID } from "node:crypto";
import { CHANNEL } from "../../discord/connected.ts";
import { envelopeOf } from "../../envelopes.ts";
import type { EndState } from "../end-state.ts";
import type { Flow } from "../flow.ts";
import type { World } from "../world.ts";

/** A program that throws: it sends until somebody takes it. */
export async function reporter({ app, system }: World, project = "web") {
  const [key] = (await app.get(`/api/0/projects/acme/${project}/keys/`)).body;
  const { username, pathname } = new URL(key.dsn.public);
  const url = new URL(`/api${pathname}/envelope/?sentry_version=7&sentry_key=${username}`, system.api);
  return async (body: string): Promise<void> => {
    for (let tried = 0; tried < 12; tried++) {
      const answer = await fetch(url, { method: "POST", body }).catch(() => null);
      await answer?.arrayBuffer();
      if (answer?.ok) return;
      system.advanceClock(1);
    }
    throw new Error("nobody took an error");
  };
}

const groupNamed = (end: EndState, text: string) => end.items.filter((it) => it.sk === "GROUP" && String(it.title).includes(text));

/** A new issue, counted as often as it came, told of in Discord once, and with the owner whom the rules name. */
export const errors: Flow = {
  name: "errors",
  swept: false,
  async prepare(world) {
    await rules(world, "path:src/owned.js bob@example.com");
    const send = await reporter(world);
    const name = `fault ${randomUUID()}`;
    const frame = name.replaceAll(/[^a-z]/g, "x");
    const all = [1, 2, 3].map(() => envelopeOf({ message: name, frame, lines: { filename: "src/owned.js" } }));
    return {
      act: async () => {
        for (const it of all) await send(it);
        // An SDK that did not hear the answer.
        await send(all[0]!);
      },
      missing: (end) => {
        const [group, ...more] = groupNamed(end, name);
        if (!group || more.length > 0) return [`${name} became ${more.length + (group ? 1 : 0)} issues`];
        const told = world.discord.state.messages.filter((it) => it.channelId === CHANNEL && it.embeds[0]?.title?.includes(name));
        const kept = end.items.filter((it) => it.pk === group.pk && it.sk.startsWith("EVENT#"));
        const { assignee } = end.byKey.get(`${group.pk} STATE`) as unknown as { assignee: object | null };
        return [
          ...(group.count === 3 ? [] : [`of ${name} ${group.count} errors were counted, not 3`]),
          ...(kept.length === 3 ? [] : [`of ${name} ${kept.length} errors are kept, not 3`]),
          ...(told.length === 1 ? [] : [`Discord was told ${told.length} times of ${name}`]),
          ...(assignee ? [] : [`nobody has ${name}, and a rule names Bob`]),
        ];
      },
    };
  },
};

/** The rules of the project; once in a world. */
async function rules(world: World, raw: string): Promise<void> {
  const { status } = await world.app.put("/api/0/projects/acme/web/ownership/", { raw, autoAssignment: "Auto Assign to Issue Owner" });
  if (status !== 200) throw new Error(`rules were answered ${status}`);
}

/** Rules change: whatever was cached of the project's issues holds no more, and the next error is assigned by the new ones. */
export const ownershipRules: Flow = {
  name: "ownership-rules",
  swept: true,
  async prepare(world) {
    await rules(world, "path:src/other.js ada@example.com");
    const send = await reporter(world);
    const name = `ruled ${randomUUID()}`;
    const frame = name.replaceAll(/[^a-z]/g, "x");
    const error = () => envelopeOf({ message: name, frame, lines: { filename: "src/ruled.js" } });
    await send(error());
    await world.quiet();
    return {
      act: async () => {
        await world.ask("PUT", "/api/0/projects/acme/web/ownership/", { raw: "path:src/ruled.js bob@example.com" });
        await world.quiet();
        await send(error());
      },
      missing: (end) => {
        const [group] = groupNamed(end, name);
        const state = group && (end.byKey.get(`${group.pk} STATE`) as { assignee?: { id: number } } | undefined);
        const owner = state?.assignee && end.byKey.get(`ORG#${end.organizationId} MEMBER#${state.assignee.id}`)?.name;
        return owner === "Bob" ? [] : [`${name} belongs to ${owner}, and the new rule names Bob`];
      },
    };
  },
};
