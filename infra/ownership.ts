import { routes } from "../functions/ownership/routes.ts";
import { redis, seals, using, writes } from "./access.ts";
import { web } from "./api.ts";
import { worker } from "./queue.ts";
import { knowsSettings } from "./settings.ts";

/** Sends events whose group may have owners. */
export const sendsOwnerEvaluations = worker("OwnerEvaluations", "functions/ownership/assign-owners.handler", using(writes, redis));

// A CODEOWNERS file may have three million characters.
web("ownership", routes, using(writes, redis, seals, knowsSettings), { memory: "1024 MB", timeout: "20 seconds" });
