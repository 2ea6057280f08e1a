import { sign } from "node:crypto";
import * as spec from "discord-api-spec/zod";
import type { ZodType } from "zod";
import type { DiscordState, Ephemeral, Person } from "./state.ts";

type Sent = { guildId: string | null; channelId: string; id?: string; token?: string };
export type Seen = Ephemeral & { status: number; type: number | null; token: string; milliseconds: number; form?: string | undefined };

const ANSWERS: Record<number, ZodType> = {
  1: spec.PongInteractionCallbackRequestSchema,
  4: spec.CreateMessageInteractionCallbackRequestSchema,
  5: spec.CreateMessageInteractionCallbackRequestSchema,
  6: spec.UpdateMessageInteractionCallbackRequestSchema,
  7: spec.UpdateMessageInteractionCallbackRequestSchema,
  9: spec.ModalInteractionCallbackRequestSchema,
};

/** Sends signed bytes, as Discord or as somebody who pretends. */
export function signed(state: DiscordState, body: string | Buffer, timestamp = Math.floor(Date.now() / 1000)) {
  const bytes = Buffer.from(body as string);
  const signature = sign(null, Buffer.concat([Buffer.from(String(timestamp)), bytes]), state.privateKey).toString("hex");
  return { bytes, headers: { "x-signature-ed25519": signature, "x-signature-timestamp": String(timestamp) } as Record<string, string> };
}

export async function deliver(url: string, bytes: Buffer, headers: Record<string, string>) {
  const init = { method: "POST", body: new Uint8Array(bytes), headers: { "content-type": "application/json", ...headers } };
  const response = await fetch(`${url}/extensions/discord/interactions/`, init);
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}

/** Somebody in a server who sends commands and presses what a message shows; sees what Discord would show them. */
export const personOf =
  (state: DiscordState, violations: string[]) =>
  (api: string, person: Person, where: Partial<Sent> = {}) => {
    const at: Sent = { guildId: "200000000000000001", channelId: "300000000000000001", ...where };
    let count = 0;

    async function interact(type: 2 | 3 | 5, data: object, over: Partial<Sent> = {}): Promise<Seen> {
      const { guildId, channelId, id = state.next(), token = `token-${person.id}-${++count}` } = { ...at, ...over };
      const user = { id: person.id, username: person.username, discriminator: "0", global_name: null, avatar: null };
      const who = guildId === null ? { user } : { guild_id: guildId, member: { user, roles: person.roles, permissions: "0" } };
      const body = JSON.stringify({
        ...{ id, application_id: state.applicationId, type, token, version: 1, channel_id: channelId },
        ...who,
        data,
      });
      state.ephemeral.set(token, { content: "", components: [], deferred: null });
      const { bytes, headers } = signed(state, body);
      const began = performance.now();
      const reply = await deliver(api, bytes, headers);
      return { ...show(token, reply), milliseconds: performance.now() - began };
    }

    function show(
      token: string,
      { status, body }: { status: number; body: { type?: number; data?: Partial<Ephemeral> & { custom_id?: string } } | null },
    ) {
      const kind = body?.type ?? null;
      const schema = kind === null ? undefined : ANSWERS[kind];
      const parsed = schema?.safeParse(body);
      if (kind !== null && !parsed?.success) violations.push(`answer ${kind}: ${JSON.stringify(parsed?.error?.issues)}`);
      const seen = state.ephemeral.get(token)!;
      if (kind === 9) return { status, type: kind, token, ...seen, form: body?.data?.custom_id };
      if (kind === 5 || kind === 6) seen.deferred = kind;
      else Object.assign(seen, { content: body?.data?.content ?? "", components: body?.data?.components ?? [] });
      return { status, type: kind, token, ...seen };
    }

    return {
      id: person.id,
      command: (name: string, over?: Partial<Sent>) => interact(2, { id: state.next(), name, type: 1 }, over),
      press: (customId: string, values?: string[], over?: Partial<Sent>) =>
        interact(3, { custom_id: customId, component_type: values ? 3 : 2, ...(values && { values }) }, over),
      /** Sends a form with its texts by name. */
      fill: (customId: string, texts: Record<string, string>, over?: Partial<Sent>) => {
        const field = ([custom_id, value]: [string, string], id: number) => ({
          type: 18,
          id: 2 * id,
          component: { type: 4, id: 2 * id + 1, custom_id, value },
        });
        return interact(5, { custom_id: customId, components: Object.entries(texts).map(field) }, over);
      },
      /** What stands there now, after what was deferred. */
      seen: (token: string) => state.ephemeral.get(token),
    };
  };

type Rows = Ephemeral["components"];
/** The custom id of a control, by its label or, for a list, by its type. */
export function controlOf(components: Rows, wanted: string | number): string {
  const found = components
    .flatMap((it) => it.components)
    .find((it) => (typeof wanted === "string" ? it.label === wanted : it.type === wanted));
  if (!found?.custom_id) throw new Error(`there is no ${wanted} among ${JSON.stringify(components)}`);
  return found.custom_id;
}
