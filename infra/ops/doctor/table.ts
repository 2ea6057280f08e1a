import { readFormat } from "../../../functions/adapters/dynamo/client.ts";
import { refusalOf, STORE_FORMAT } from "../../../functions/adapters/dynamo/store-format.ts";
import { type Finding, ill, well } from "./finding.ts";

/** Whether the table is there and has the format that this version reads. */
export async function table(): Promise<Finding[]> {
  const format = await readFormat().catch((error: unknown) => {
    if (error instanceof Error && error.name === "ResourceNotFoundException") return null;
    throw error;
  });
  if (format === null) return [ill("table", "The table is not there.", "Deploy the stage.")];
  const refusal = refusalOf(format);
  if (refusal === null) return [well("table", `It answers, and has format ${STORE_FORMAT}.`)];
  return [ill("table", refusal, "Nothing works until then, and nothing is written.")];
}
