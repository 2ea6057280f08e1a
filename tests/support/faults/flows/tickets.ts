import { controlOf } from "../../../../infra/local/sandbox/discord/person.ts";
import { ADA, CHANNEL } from "../../discord/connected.ts";
import type { Flow } from "../flow.ts";
import type { World } from "../world.ts";
import { anIssue, shownOf, unlike } from "./assigning.ts";

const captured = (world: World, name: string) => {
  const text = `${name} ${Math.random().toString(36).slice(2)}`;
  return world.app.capture({ message: text, frame: text.replaceAll(/[^a-z]/g, "x") });
};

const linksOf = async ({ app }: World, id: string): Promise<{ key: string }[]> =>
  (await app.get(`/api/0/issues/${id}/external-issues/`)).body;

/** An issue with an owner is linked to a ticket that has none. */
export const linkTicket: Flow = {
  name: "ticket-link",
  swept: true,
  async prepare(world) {
    const { id } = await captured(world, "link");
    await world.ask("PUT", `/api/0/issues/${id}/`, { assignedTo: "bob@example.com" });
    await world.quiet();
    const ticket = world.jira.tickets.create();
    return {
      act: async () => {
        const path = `/api/0/issues/${id}/integrations/${world.serverId}/`;
        const { status } = await world.ask("PUT", path, { externalIssue: ticket.key });
        // Who did not hear the answer is told that it is there.
        if (status !== 201 && status !== 400) throw new Error(`linking was answered ${status}`);
      },
      missing: async () => {
        const [links, { activity }] = [await linksOf(world, id), await shownOf(world, id)];
        const told = activity.filter((it) => it.type === "create_issue").length;
        return [
          ...(links.length === 1 ? [] : [`issue ${id} has ${links.length} links`]),
          ...(told === 1 ? [] : [`issue ${id} was linked ${told} times`]),
          ...(ticket.assignee === "bob" ? [] : [`the ticket belongs to ${ticket.assignee}`]),
        ];
      },
    };
  },
};

/** A ticket is made for an issue. Jira takes no key of ours, so who asks again may get a second one: each is whole. */
export const createTicket: Flow = {
  name: "ticket-create",
  swept: true,
  async prepare(world) {
    const { id, title } = (await captured(world, "create")) as { id: string; title: string };
    await world.ask("PUT", `/api/0/issues/${id}/`, { assignedTo: "bob@example.com" });
    await world.quiet();
    let key = "";
    return {
      act: async () => {
        const path = `/api/0/issues/${id}/integrations/${world.serverId}/`;
        const { status, body } = await world.ask("POST", path, { project: "10000", issuetype: "10001" });
        if (status !== 201) throw new Error(`a ticket was answered ${status} ${JSON.stringify(body)}`);
        key = body.key;
      },
      missing: async () => {
        const made = world.jira.tickets.find(key);
        const links = await linksOf(world, id);
        return [
          ...(made?.assignee === "bob" && made.summary === title ? [] : [`the ticket ${key} is ${JSON.stringify(made)}`]),
          ...(links.some((it) => JSON.stringify(it).includes(key)) ? [] : [`issue ${id} is not linked to ${key}`]),
        ];
      },
    };
  },
};

/** A note becomes one comment on each ticket. */
export const comment: Flow = {
  name: "comment",
  swept: true,
  async prepare(world) {
    const { id, cloudTicket } = await anIssue(world, "comment");
    const text = `seen by ${Math.random()}`;
    return {
      act: async () => {
        const { status } = await world.ask("POST", `/api/0/organizations/acme/issues/${id}/notes/`, { text });
        if (status !== 201) throw new Error(`a note was answered ${status}`);
      },
      missing: async () => {
        // Who asks again writes the note again.
        const notes = (await shownOf(world, id)).activity.filter((it) => it.type === "note").length;
        const there = cloudTicket.comments.length;
        return notes >= 1 && there === notes ? [] : [`${notes} notes of issue ${id} are ${there} comments`];
      },
    };
  },
};

/** Two linked issues become one: its errors, its tickets, one history. */
export const merge: Flow = {
  name: "merge",
  swept: true,
  async prepare(world) {
    const [one, two] = [await anIssue(world, "merge"), await anIssue(world, "merge")];
    const away = await captured(world, "merged away");
    await world.ask("PUT", one.path, { assignedTo: "bob@example.com" });
    await world.quiet();
    world.system.advanceClock(20);
    const ids = [one.id, two.id, away.id];
    return {
      act: async () => {
        const path = `/api/0/organizations/acme/issues/?${ids.map((id) => `id=${id}`).join("&")}`;
        const { status } = await world.ask("PUT", path, { merge: 1 });
        // Who did not hear the answer is told that they are gone.
        if (status !== 200 && status !== 204 && status !== 400) throw new Error(`merging was answered ${status}`);
      },
      missing: async (end) => {
        const shown = await Promise.all(ids.map((id) => world.app.get(`/api/0/organizations/acme/issues/${id}/`)));
        const all = new Set(shown.map(({ body }) => body.id));
        const left = end.items.filter((it) => ids.some((id) => it.pk === `ORG#${end.organizationId}#GROUP#${id}`));
        const halves = left.filter((it) => it.sk === "GROUP").length;
        const kept = left.filter((it) => it.sk.startsWith("EVENT#"));
        return [
          ...(all.size === 1 ? [] : [`${ids.length} issues that were merged are ${[...all].join(", ")}`]),
          ...(shown[0]?.body.count === "3" ? [] : [`${shown[0]?.body.count} errors are counted, not 3`]),
          ...(halves === 1 && kept.length === 3 ? [] : [`${halves} issues with ${kept.length} errors are left`]),
          ...((await linksOf(world, String([...all][0]))).length === 4 ? [] : ["of four tickets not all are linked"]),
        ];
      },
    };
  },
};

/** Somebody chooses an owner in Discord. Who is answered that it failed presses again. */
export const assignInDiscord: Flow = {
  name: "owner-from-discord",
  swept: true,
  async prepare(world) {
    const { id } = await anIssue(world, "discord");
    const message = world.discord.state.messages.findLast((it) => it.channelId === CHANNEL)!;
    const dialog = await world.ada.press(controlOf(message.components, "Assign..."));
    const control = controlOf(dialog.components, 5);
    return {
      act: async () => {
        for (let tried = 0; tried < 12; tried++) {
          const seen = await world.ada.press(control, [ADA.id]);
          await world.quiet();
          if (seen.status === 200 && /has been updated/.test(world.ada.seen(seen.token)?.content ?? "")) return;
          world.system.advanceClock(1);
        }
        throw new Error("nobody could choose an owner in Discord");
      },
      missing: async () => {
        const lines = world.discord.state.messages.filter((it) => it.channelId === message.id && /Assigned to Ada/.test(it.content)).length;
        const shown = message.embeds[0]?.fields?.find((it) => it.name === "Owner")?.value;
        return [
          ...(await unlike(world, id, { owner: "Ada" })),
          ...(lines === 1 ? [] : [`the thread says ${lines} times that Ada has it`]),
          ...(shown === "Ada" ? [] : [`the message says that ${shown} has it`]),
        ];
      },
    };
  },
};
