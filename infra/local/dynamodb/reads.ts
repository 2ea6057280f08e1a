import { parse, run, type Store } from "./dynalite.ts";
import type { Operations, Request } from "./operations.ts";

export function readOperations(store: Store): Operations {
  const read = (action: "GetItem" | "BatchGetItem" | "Query" | "Scan") => async (request: Request) =>
    run(action, store, parse(action, request, store));
  return { GetItem: read("GetItem"), BatchGetItem: read("BatchGetItem"), Query: read("Query"), Scan: read("Scan") };
}
