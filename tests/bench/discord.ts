import { generateKeyPairSync, sign } from "node:crypto";
import { sealControl } from "../../core/discord/custom-id.ts";
import { ORGANIZATION } from "./world.ts";

const { publicKey, privateKey } = generateKeyPairSync("ed25519");
/** What a stage is told of the Discord that signs here, as hex. */
export const DISCORD_PUBLIC_KEY = publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("hex");

const [GUILD, ADA, BOB] = ["200000000000000001", "400000000000000001", "400000000000000002"];
/** The first of January 2015, from which Discord's ids count. */
const EPOCH = 1_420_070_400_000n;
let serial = 0;

/** A server whose people are linked. Answers what signs presses of Assign, each of an issue of its own that nobody has. */
export async function discordOf() {
  const { chatAccounts } = await import("../../functions/adapters/dynamo/chat-accounts.ts");
  const { guilds } = await import("../../functions/adapters/dynamo/guilds.ts");
  const { seal } = await import("../../functions/adapters/seal.ts");
  const { putGroups } = await import("../support/many-groups.ts");
  await guilds.put({ guildId: GUILD, organizationId: ORGANIZATION, name: "Bench", roles: {}, installedAt: Date.now() }, ORGANIZATION + 10);
  await chatAccounts.put(ORGANIZATION, ADA, ORGANIZATION + 10);
  await chatAccounts.put(ORGANIZATION, BOB, ORGANIZATION + 11);
  const user = { id: ADA, username: "ada", discriminator: "0", global_name: null, avatar: null };

  return async function presses(count: number) {
    const firstId = 6_000_000 + serial;
    serial += count;
    const ids = await putGroups(count, { organizationId: ORGANIZATION, projectId: ORGANIZATION + 30, firstId, title: "pressed" });
    return ids.map((groupId) => {
      const id = String(((BigInt(Date.now()) - EPOCH) << 22n) + BigInt(serial++ % 4096));
      const custom_id = sealControl({ seal }, { action: "assign_user", organizationId: ORGANIZATION, groupId });
      const body = JSON.stringify({
        ...{ id, application_id: "100000000000000001", type: 3, token: `bench-${id}`, version: 1, guild_id: GUILD, channel_id: GUILD },
        ...{ member: { user, roles: [], permissions: "0" }, data: { custom_id, component_type: 5, values: [BOB] } },
      });
      const timestamp = String(Math.floor(Date.now() / 1000));
      const signature = sign(null, Buffer.from(timestamp + body), privateKey).toString("hex");
      return { body, headers: { "x-signature-ed25519": signature, "x-signature-timestamp": timestamp } };
    });
  };
}
