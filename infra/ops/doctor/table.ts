import { readFormat } from "../../../functions/adapters/dynamo/client.ts";
import { canGoBack, type DeployedTable, deployedTable } from "../../../functions/adapters/dynamo/deployed-table.ts";
import { refusalOf, STORE_FORMAT } from "../../../functions/adapters/dynamo/store-format.ts";
import type { Table } from "../../local/topology.ts";
import { type Finding, ill, well } from "./finding.ts";

const DEPLOY = "Deploy the stage again; nobody but a deploy should change the table.";

/** Whether the table is there as it is declared, and has the format that this version reads. */
export async function table(isStage: boolean, declared: Table): Promise<Finding[]> {
  const it = await deployedTable();
  if (it === null) return [ill("table", "The table is not there.", "Deploy the stage.")];
  const faults = [...differences(it, declared), ...(isStage && !(await canGoBack()) ? ["Point-in-time recovery is off."] : [])];
  const bad = faults.map((what) => ill("table", what, DEPLOY));
  const refusal = refusalOf(await readFormat());
  if (refusal !== null) bad.push(ill("table", refusal, "Nothing works until then, and nothing is written."));
  return bad.length > 0 ? bad : [well("table", `It is as declared, and has format ${STORE_FORMAT}.`)];
}

function differences(it: DeployedTable, { primaryIndex, globalIndexes, ttl, stream }: Table): string[] {
  const key = ({ hashKey, rangeKey }: { hashKey: string; rangeKey?: string }) => [hashKey, rangeKey].filter(Boolean).join(" ");
  const wantedStream = stream?.toUpperCase().replaceAll("-", "_") ?? null;
  const indexes = Object.entries(globalIndexes).flatMap(([name, index]) => {
    const found = it.indexes[name];
    if (!found) return [`The index ${name} is missing.`];
    const projection = index.projection === "all" ? "ALL" : index.projection === "keys-only" ? "KEYS_ONLY" : "INCLUDE";
    if (found.key !== key(index) || found.projection !== projection) return [`The index ${name} is not as it is declared.`];
    return found.status === "ACTIVE" ? [] : [`The index ${name} is not ready (${found.status}).`];
  });
  return [
    ...(it.status === "ACTIVE" ? [] : [`The table is not ready (${it.status}).`]),
    ...(it.key === key(primaryIndex) ? [] : ["The table has another key than is declared."]),
    ...indexes,
    ...(it.stream === wantedStream
      ? []
      : [
          it.stream === null
            ? "The stream is off: no change is handed on but by the sweep."
            : "The stream shows other images than are declared.",
        ]),
    ...(it.forgets === (ttl ?? null) ? [] : ["The time to live is off: nothing ends by itself."]),
  ];
}
