import { generateKeyPairSync, type KeyObject } from "node:crypto";

export type Person = { id: string; username: string; roles: string[] };
export type Guild = { id: string; name: string; permissions: bigint };
export type Channel = { id: string; type: number; guildId: string; name: string };
export type Message = {
  id: string;
  channelId: string;
  content: string;
  embeds: { title?: string; description?: string; url?: string; fields?: { name: string; value: string }[] }[];
  components: { components: { type: number; label?: string; custom_id?: string; options?: { label: string; value: string }[] }[] }[];
  nonce: string | null;
  edits: number;
};
/** What somebody alone sees after an interaction, and how it came about. */
export type Ephemeral = { content: string; components: Message["components"]; deferred: number | null };

export type DiscordState = {
  url: string;
  applicationId: string;
  publicKey: string;
  privateKey: KeyObject;
  botToken: string;
  clientSecret: string;
  guilds: Map<string, Guild>;
  channels: Map<string, Channel>;
  messages: Message[];
  commands: { name: string }[];
  /** The server that a code stands for. */
  codes: Map<string, string>;
  ephemeral: Map<string, Ephemeral>;
  next(): string;
};

/** The first of January 2015. */
const EPOCH = 1_420_070_400_000n;

/** An application as the developer portal shows it, in two servers with a channel and a forum. */
export function newState(): DiscordState {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  let sequence = 0n;
  return {
    url: "",
    applicationId: "100000000000000001",
    publicKey: publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("hex"),
    privateKey,
    botToken: `${"b".repeat(24)}.${"o".repeat(6)}.${"t".repeat(38)}`,
    clientSecret: "client-secret-of-the-application",
    guilds: new Map(
      ["200000000000000001", "200000000000000002"].map((id, at) => [id, { id, name: `Server ${at + 1}`, permissions: 377_957_141_504n }]),
    ),
    channels: new Map(
      [
        { id: "300000000000000001", type: 0, guildId: "200000000000000001", name: "alerts" },
        { id: "300000000000000002", type: 15, guildId: "200000000000000001", name: "forum" },
        { id: "300000000000000003", type: 0, guildId: "200000000000000002", name: "elsewhere" },
        { id: "300000000000000004", type: 2, guildId: "200000000000000001", name: "voice" },
      ].map((it) => [it.id, it]),
    ),
    messages: [],
    commands: [],
    codes: new Map(),
    ephemeral: new Map(),
    next: () => String(((BigInt(Date.now()) - EPOCH) << 22n) + (sequence++ % 4096n)),
  };
}
