import { startDynamoDb } from "../../infra/local/dynamodb/server.ts";

// Run as a process of its own, so that a test can kill it.
const server = await startDynamoDb({ path: process.argv[2]! });
console.log(server.url);
