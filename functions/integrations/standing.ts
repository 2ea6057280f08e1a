import type { Watched } from "../../core/trackers/ports.ts";
import type { Html } from "../views/markup.ts";
import { state } from "../views/states.ts";

/** How it goes with a tracker as a whole; null is one that is disconnected. */
export const standing = (compared: Watched | null): Html =>
  !compared ? state("paused", "Disconnected") : compared.failure ? state("needs-you") : state("working");
