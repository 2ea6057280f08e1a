import { apiChecks } from "./api-checks.ts";
import type { Check } from "./check.ts";
import { ingestChecks } from "./ingest-checks.ts";
import { pageChecks } from "./page-checks.ts";

export const checks: Check[] = [...apiChecks, ...ingestChecks, ...pageChecks];
