import { Rejected } from "../errors.ts";

/** Discord refused, and would again. `code` is the number of its error (behaviour §9.9). */
export class DiscordRefused extends Rejected {
  readonly code: number;
  constructor(answered: number, code: number) {
    super("Discord", answered);
    this.code = code;
  }
}

/** What a person has to do about it, by Discord's code. */
const WORDS: Record<number, string> = {
  10003: "The channel is gone. Choose another one in the rule.",
  10004: "Lockstep is not in the server any more. Add it again.",
  10008: "The message was deleted.",
  50001: "Lockstep does not see the channel. Give it the permission View Channel there.",
  50013: "Lockstep may not write in the channel. Give it the permissions Send Messages, Embed Links and Send Messages in Threads there.",
  160005: "The thread is locked.",
};

export const wordsOf = ({ code, answered }: DiscordRefused): string =>
  WORDS[code] ?? (answered === 404 ? "The channel or the message is gone." : `Discord refused (${answered}, code ${code}).`);

/** A thread that a message has already. */
export const THREAD_EXISTS = 160004;
