import { Resource } from "sst";
import { UserFeedback } from "../../../core/messages.ts";
import { sender } from "./client.ts";
import { source } from "./source.ts";

export const userFeedback = sender<UserFeedback>(() => Resource.UserFeedback.url);
export const userFeedbackWorker = /* @__PURE__ */ source(UserFeedback, () => Resource.UserFeedbackWorker);
