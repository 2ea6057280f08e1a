/** The package names its types where there are none. */
declare module "discord-api-spec/zod" {
  import type { ZodType } from "zod";

  export const ApplicationCommandResponseSchema: ZodType;
  export const ApplicationCommandUpdateRequestSchema: ZodType;
  export const CreateForumThreadRequestSchema: ZodType;
  export const CreateMessageInteractionCallbackRequestSchema: ZodType;
  export const CreateTextThreadWithMessageRequestSchema: ZodType;
  export const ErrorResponseSchema: ZodType;
  export const GuildChannelResponseSchema: ZodType;
  export const GuildWithCountsResponseSchema: ZodType;
  export const IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema: ZodType;
  export const MessageCreateRequestSchema: ZodType;
  export const MessageEditRequestPartialSchema: ZodType;
  export const MessageResponseSchema: ZodType;
  export const MyGuildResponseSchema: ZodType;
  export const ModalInteractionCallbackRequestSchema: ZodType;
  export const PrivateApplicationResponseSchema: ZodType;
  export const PongInteractionCallbackRequestSchema: ZodType;
  export const ThreadResponseSchema: ZodType;
  export const UpdateMessageInteractionCallbackRequestSchema: ZodType;
}
