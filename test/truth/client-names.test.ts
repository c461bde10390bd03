import assert from "node:assert/strict";
import { test } from "node:test";
import type { Role } from "../../src/compiler/model/index.ts";
import { compiled } from "./compiled.ts";

interface Told {
  readonly names: readonly string[];
  readonly codes: readonly string[];
}

/** Names of a client's operations; `<` receives in the document's eyes what the client sends. */
async function named(...operations: readonly string[]): Promise<Told> {
  return namedFor("client", operations);
}

async function namedFor(role: Role | undefined, operations: readonly string[]): Promise<Told> {
  const channels = operations.map((operation, index) => {
    const action = operation.startsWith("<") ? "publish" : "subscribe";
    return `  c${index}: { ${action}: { operationId: '${operation.replace("<", "")}', message: { name: M${index}, payload: { type: object } } } }`;
  });
  const { contract, diagnostics } = await compiled(
    `
asyncapi: 2.6.0
info: { title: T, version: '1' }
servers: { k: { url: 'localhost:9092', protocol: kafka } }
channels:
${channels.join("\n")}
`,
    role,
  );
  return { names: contract.operations.map(({ name }) => name).sort(), codes: diagnostics.map(({ code }) => code).sort() };
}

for (const [operation, name] of [
  ["sendUserCreated", "onUserCreated"],
  ["publishUserCreated", "onUserCreated"],
  ["emitsUserCreated", "onUserCreated"],
  ["publishes_user_created", "onUserCreated"],
  ["broadcastNews", "onNews"],
  ["sendToWarehouse", "onWarehouse"],
  ["orderProducer", "onOrder"],
  ["publishOrderPublisher", "onOrder"],
  ["userCreated", "userCreated"],
  ["publisher", "publisher"],
  ["publish", "publish"],
  ["<onPing", "sendPing"],
  ["<handlesPing", "sendPing"],
  ["<stock-listener", "sendStock"],
  ["<ping", "ping"],
] as const)
  test(`${operation} of the document is ${name} of a client`, async () => {
    const { names, codes } = await named(operation);
    assert.deepEqual(names, [name]);
    assert.equal(codes.includes("operation-of-client"), operation.replace("<", "") !== name, "the report says the document's own id");
  });

test("a client's name that another operation has by its own right leaves both with what the document says", async () => {
  const { names, codes } = await named("publishOrderPlaced", "onOrderPlaced");
  assert.deepEqual(names, ["onOrderPlaced", "publishOrderPlaced"]);
  assert.ok(!codes.includes("name-collision") && !codes.includes("operation-of-client"), codes.join());
});

test("two that would come to one name keep the document's", async () => {
  assert.deepEqual((await named("publishOrder", "emitOrder")).names, ["emitOrder", "publishOrder"]);
});

test("an operation called as the keyword of AsyncAPI 2 says nothing of the other side", async () => {
  const isDoubted = async (operation: string): Promise<boolean> =>
    (await namedFor(undefined, [operation])).codes.includes("document-reversed");
  for (const operation of ["subscribe", "<publish"]) assert.ok(!(await isDoubted(operation)), operation);
  assert.ok(await isDoubted("<publishOrder"));
});
