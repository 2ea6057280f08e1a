import type { OwnerAnswers, OwnerCaches } from "../../core/caches/ports.ts";
import { Unavailable } from "../../core/errors.ts";

type Value = { epoch: number; answer: boolean } | { epoch: number; lease: string };

/** The cached answers in memory, by the same rules. `down` makes it as unwell as a cache can be. */
export function fakeOwnerCaches() {
  const epochs = new Map<number, number>();
  const values = new Map<string, Value>();
  const counted = new Map<number, Set<number>>();
  const state = { down: false };
  let last = 0;
  const epochOf = (projectId: number) => epochs.get(projectId) ?? -1;
  const known = (projectId: number, key: string): boolean | null => {
    const value = values.get(key);
    return value && "answer" in value && value.epoch === epochOf(projectId) ? value.answer : null;
  };
  const answers = ({ projectId, groupId }: { projectId: number; groupId: number }): OwnerAnswers =>
    state.down
      ? { assigned: null, evaluated: null }
      : { assigned: known(projectId, `a${groupId}`), evaluated: known(projectId, `e${groupId}`) };
  const port: OwnerCaches = {
    read: async (place) => answers(place),
    claim: async (place, limit) => {
      const { projectId, groupId } = place;
      if (state.down) return { ...answers(place), limited: false, ticket: null };
      if (!epochs.has(projectId)) epochs.set(projectId, ++last);
      const minute = counted.get(projectId) ?? new Set();
      counted.set(projectId, minute);
      const limited = !minute.has(groupId) && minute.size >= limit;
      if (!limited) minute.add(groupId);
      const found = answers(place);
      const token = String(++last);
      const epoch = epochOf(projectId);
      if (!limited && found.assigned === null) values.set(`a${groupId}`, { epoch, lease: token });
      if (!limited && found.evaluated === null) values.set(`e${groupId}`, { epoch, lease: token });
      return { ...found, limited, ticket: { ...place, epoch: String(epoch), token } };
    },
    fill: async ({ ticket }, { assigned = null, evaluated = null }) => {
      if (!ticket || state.down) return;
      const set = (key: string, answer: boolean | null) => {
        const value = values.get(key);
        const ours = value && "lease" in value && value.lease === ticket.token && epochOf(ticket.projectId) === Number(ticket.epoch);
        if (ours && answer !== null) values.set(key, { epoch: Number(ticket.epoch), answer });
      };
      set(`a${ticket.groupId}`, assigned);
      set(`e${ticket.groupId}`, evaluated);
    },
    unlink: async (groupIds) => {
      if (state.down) throw new Unavailable("Redis");
      for (const id of groupIds) for (const kind of ["a", "e"]) values.delete(`${kind}${id}`);
    },
    moveEpoch: async (projectId) => {
      if (state.down) throw new Unavailable("Redis");
      epochs.set(projectId, ++last);
    },
  };
  return { port, values, counted, state };
}
