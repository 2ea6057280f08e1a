import { startSqs } from "../../infra/local/sqs/server.ts";

// Run as a process of its own, so that a test can kill it.
const server = await startSqs({ path: process.argv[2]! });
console.log(server.url);
