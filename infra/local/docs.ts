import { writeFileSync } from "node:fs";
import { flowsPage } from "./flows-page.ts";
import { openApiDocument } from "./openapi/document.ts";
import { PACKED, packedModule, unpacked } from "./openapi/packed.ts";
import { placesModule } from "./places.ts";
import { scriptModules } from "./script-modules.ts";
import { synthesize } from "./sst.ts";

/** `npm run docs`: renews what is generated from the topology, from what the flows declare, and the pages' script. A test fails when it is stale. */
const topology = await synthesize();
writeFileSync("docs/flows.md", flowsPage(topology));
const document = await openApiDocument(topology);
writeFileSync("docs/openapi.json", `${JSON.stringify(document, null, 1)}\n`);
const served = JSON.stringify(document);
if ((await unpacked()) !== served) writeFileSync(PACKED, packedModule(served));
writeFileSync("functions/views/places.ts", await placesModule());
for (const [file, text] of Object.entries(await scriptModules())) writeFileSync(file, text);
