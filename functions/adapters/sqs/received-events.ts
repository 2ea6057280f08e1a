import { Resource } from "sst";
import { ReceivedEvent } from "../../../core/events/received-event.ts";
import { sender } from "./client.ts";
import { source } from "./source.ts";

export const receivedEvents = sender<ReceivedEvent>(() => Resource.ReceivedEvents.url);
export const receivedEventsWorker = /* @__PURE__ */ source(ReceivedEvent, () => Resource.ReceivedEventsWorker);
