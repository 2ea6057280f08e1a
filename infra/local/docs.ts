import { writeFileSync } from "node:fs";
import { flowsPage } from "./flows-page.ts";
import { openApiDocument } from "./openapi/document.ts";
import { placesModule } from "./places.ts";
import { scriptModules } from "./script-modules.ts";
import { synthesize } from "./sst.ts";

/** `npm run docs`: renews what is generated from the topology, from what the flows declare, and the pages' script. A test fails when it is stale. */
const topology = await synthesize();
writeFileSync("docs/flows.md", flowsPage(topology));
writeFileSync("docs/openapi.json", `${JSON.stringify(await openApiDocument(topology), null, 1)}\n`);
writeFileSync("functions/views/places.ts", await placesModule());
for (const [file, text] of Object.entries(await scriptModules())) writeFileSync(file, text);
