import { reads, seals, using } from "./access.ts";
import { handle } from "./api.ts";
import { knowsSettings } from "./settings.ts";

const signsIn = using(reads, seals, knowsSettings);
handle(["GET /", "GET /auth/login/", "POST /auth/login/"], "functions/sessions/sign-in.handler", signsIn);
handle("POST /auth/logout/", "functions/sessions/sign-out.handler", signsIn);
