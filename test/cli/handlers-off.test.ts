import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { describe, test } from "node:test";
import { commands } from "../../src/cli/commands.ts";
import { session } from "./session.ts";

const document = (xBoost = ""): string => `asyncapi: 3.0.0
info: { title: Orders, version: 1.0.0 }
${xBoost}servers: { kafka: { host: "localhost:9092", protocol: kafka } }
channels:
  orders:
    address: orders
    messages:
      OrderCreated:
        payload: { type: object, required: [id], properties: { id: { type: string } } }
        x-temporal: { workflow: OrderWorkflow, workflowId: "order-{$message.payload#/id}" }
  receipts:
    address: receipts
    messages:
      ReceiptSent: { payload: { type: object, properties: { id: { type: string } } } }
operations:
  onOrder: { action: receive, channel: { $ref: "#/channels/orders" } }
  sendReceipt: { action: send, channel: { $ref: "#/channels/receipts" } }
`;
const configured = JSON.stringify({ type: "module", "boost-gen": { documents: [{ document: "asyncapi.yaml", handlers: false }] } });

describe("without handlers", () => {
  for (const [name, text, packageJson] of [
    ["x-boost.handlers of the document", document("x-boost: { handlers: false }\n"), undefined],
    ["handlers of the configuration", document(), configured],
  ] as const) {
    test(`${name}: types, validators and publishers, and nothing that is received`, async (context) => {
      const space = session(context, commands);
      space.write("asyncapi.yaml", text);
      if (packageJson !== undefined) space.write("package.json", packageJson);
      const { code, out, err } = await space.type("asyncapi.yaml");
      assert.deepEqual([code, err], [0, ""]);
      assert.match(out, /\nNext: npm i boost-gen (?:zod )?kafkajs && npm i -D typescript @types\/node\n$/);
      assert.equal(existsSync(space.path("handlers")), false);
      const operations = space.read("generated/operations.ts");
      assert.match(operations, /sendReceipt/);
      assert.doesNotMatch(operations, /onOrder|OnOrderHandlers/);
      assert.match(space.read("generated/workflows.ts"), /export type Workflows = object;/);
      assert.match(space.read("generated/index.ts"), /export type ContractHandlers = object;/);
      assert.match(Object.values(space.snapshot("generated/schemas")).join(""), /export interface \w*OrderCreated\w* /);
      assert.equal((await space.type("asyncapi.yaml --check")).code, 0);
      assert.equal((await space.type("validate asyncapi.yaml")).code, 0);
    });
  }

  test("the option has a value of its own, and is the document's as a whole", async (context) => {
    const space = session(context, commands);
    space.write("asyncapi.yaml", document("x-boost: { handlers: none }\n"));
    assert.match(
      (await space.type("asyncapi.yaml")).err,
      /asyncapi.yaml:3:\d+: error: `x-boost.handlers` must be true or false, not "none"\./,
    );
  });
});
