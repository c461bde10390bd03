import assert from "node:assert/strict";
import { test } from "node:test";
import { compiled } from "./compiled.ts";

/** What is said of so many messages of one channel, any of which may be any other. */
async function said(messages: number): Promise<string> {
  const all = Array.from({ length: messages }, (_, index) => `m${index}: { payload: { type: object, required: [p${index}] } }`);
  const { diagnostics } = await compiled(`
asyncapi: 3.0.0
info: { title: T, version: '1' }
servers: { k: { host: 'localhost:9092', protocol: kafka } }
channels: { c: { address: c, messages: { ${all.join(", ")} } } }
operations: { onC: { action: receive, channel: { $ref: '#/channels/c' } } }
`);
  return diagnostics.find(({ code }) => code === "dispatch-trial")?.message ?? "";
}

test("pairs of messages that were all compared are counted", async () => assert.match(await said(10), /, and 42 other pairs\./));
test("pairs of very many messages are at least so many", async () => assert.match(await said(60), /, and at least 997 other pairs\./));
