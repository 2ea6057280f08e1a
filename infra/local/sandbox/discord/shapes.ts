import type { Channel, DiscordState, Guild, Message } from "./state.ts";

const TIME = "2026-01-01T00:00:00.000000Z";

/** What a list says that was sent without it. */
const ONE_CHOICE = { min_values: 1, max_values: 1, disabled: false };

/** What Discord answers, in its own form: a schema says of each whether it is. */
export const messageShape = (state: DiscordState, message: Message) => ({
  id: message.id,
  type: 0,
  channel_id: message.channelId,
  content: message.content,
  embeds: message.embeds.map((it) => ({ type: "rich", ...it })),
  components: message.components.map((row, at) => ({
    type: 1,
    id: at + 1,
    components: row.components.map((it, place) => ({ ...(it.type !== 2 && ONE_CHOICE), ...it, id: 10 * (at + 1) + place })),
  })),
  author: {
    id: state.applicationId,
    username: "lockstep",
    discriminator: "0",
    global_name: null,
    avatar: null,
    public_flags: 0,
    flags: 0,
    bot: true,
    primary_guild: null,
  },
  mentions: [],
  mention_roles: [],
  attachments: [],
  timestamp: TIME,
  edited_timestamp: message.edits > 0 ? TIME : null,
  flags: 0,
  pinned: false,
  mention_everyone: false,
  tts: false,
  ...(message.nonce !== null && { nonce: message.nonce }),
});

export const channelShape = ({ id, type, guildId, name }: Channel) =>
  [11, 12].includes(type) ? threadShape({ id, guildId, name }) : { id, type, guild_id: guildId, name, flags: 0, position: 0 };

export const threadShape = ({ id, guildId, name }: Pick<Channel, "id" | "guildId" | "name">) => ({
  id,
  type: 11,
  guild_id: guildId,
  name,
  flags: 0,
  owner_id: "100000000000000001",
  parent_id: null,
  thread_metadata: {
    archived: false,
    auto_archive_duration: 1440,
    archive_timestamp: TIME,
    locked: false,
    create_timestamp: TIME,
  },
  message_count: 0,
  member_count: 1,
  total_message_sent: 0,
});

export const myGuildShape = ({ id, name, permissions }: Guild) => ({
  ...{ id, name, icon: null, banner: null, owner: false, permissions: String(permissions), features: [] },
});

export const guildShape = ({ id, name }: Guild) => ({
  ...{ id, name, icon: null, description: null, home_header: null, splash: null, discovery_splash: null, features: [], banner: null },
  ...{ owner_id: "400000000000000009", application_id: null, region: "de", afk_channel_id: null, afk_timeout: 300 },
  ...{ system_channel_id: null, system_channel_flags: 0, widget_enabled: false, widget_channel_id: null, verification_level: 0 },
  ...{ roles: [], default_message_notifications: 0, mfa_level: 0, explicit_content_filter: 0, max_presences: null, max_members: 100 },
  ...{ max_stage_video_channel_users: 50, max_video_channel_users: 25, vanity_url_code: null, premium_tier: 0 },
  ...{ premium_subscription_count: 0, preferred_locale: "en-US", rules_channel_id: null, safety_alerts_channel_id: null },
  ...{ public_updates_channel_id: null, premium_progress_bar_enabled: false, nsfw: false, nsfw_level: 0, emojis: [], stickers: [] },
  ...{ incidents_data: null, owner_configured_content_level: null },
});

/** The application, as whoever has its bot's token sees it. */
export const applicationShape = ({ applicationId, publicKey }: DiscordState) => ({
  ...{ id: applicationId, name: "Lockstep", icon: null, description: "", type: null, verify_key: publicKey },
  ...{ flags: 0, flags_new: "0", bot_public: true, bot_require_code_grant: false, explicit_content_filter: 0, eligible_oauth2_scopes: [] },
  ...{ redirect_uris: [], interactions_endpoint_url: null, role_connections_verification_url: null, team: null },
  ...{ approximate_guild_count: 1, approximate_user_install_count: 0, approximate_user_authorization_count: 0 },
  ...{ event_webhooks_url: null, event_webhooks_status: 1, event_webhooks_types: [] },
  owner: {
    ...{ id: "1", username: "owner", discriminator: "0", global_name: null, avatar: null },
    ...{ public_flags: 0, flags: 0, primary_guild: null },
  },
});

export const commandShape = ({ applicationId, next }: DiscordState, command: { name: string }) => ({
  ...{ description: "", ...command, id: next(), application_id: applicationId, version: next() },
  ...{ default_member_permissions: null, type: 1, contexts: null, integration_types: [0], nsfw: false },
});
