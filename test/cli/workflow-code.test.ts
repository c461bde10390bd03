import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { commands } from "../../src/cli/commands.ts";
import { root } from "./program.ts";
import { session } from "./session.ts";

const message = (name: string, workflow: string): string => `
      ${name}:
        payload: { type: object, required: [id, kind], properties: { id: { type: string }, kind: { const: ${name} } } }
        x-temporal: { workflow: ${workflow}, workflowId: "${workflow}-{$message.payload#/id}", taskQueue: q }`;
const document = (more = "", xBoost = ""): string => `asyncapi: 3.0.0
info: { title: Orders, version: 1.0.0 }
${xBoost}servers: { kafka: { host: "localhost:9092", protocol: kafka } }
channels:
  orders:
    address: orders
    messages:${message("OrderCreated", "OrderWorkflow")}${more}
  receipts:
    address: receipts
    messages:
      ReceiptSent: { payload: { type: object, properties: { id: { type: string } } } }
operations:
  onOrder: { action: receive, channel: { $ref: "#/channels/orders" } }
  sendReceipt: { action: send, channel: { $ref: "#/channels/receipts" } }
`;
const withTemporal = JSON.stringify({ type: "module", dependencies: { "@temporalio/workflow": "^1.24.0" } });

describe("workflow.ts", () => {
  for (const [name, packageJson, xBoost, isWritten] of [
    ["is written where package.json has @temporalio/workflow", withTemporal, "", true],
    ["is not where it has not: who starts other people's workflows would not compile", '{ "type": "module" }', "", false],
    ["is written nowhere with workflowCode: false", withTemporal, "x-boost: { workflowCode: false }\n", false],
    ["is written anywhere with workflowCode: true", '{ "type": "module" }', "x-boost: { workflowCode: true }\n", true],
    ["is not without handlers", withTemporal, "x-boost: { handlers: false }\n", false],
    ["is for a worker that only publishes", withTemporal, "x-boost: { handlers: false, workflowCode: true }\n", true],
  ] as const) {
    test(name, async (context) => {
      const space = session(context, commands);
      space.write("asyncapi.yaml", document("", xBoost));
      space.write("package.json", packageJson);
      const { code, out } = await space.type("asyncapi.yaml");
      assert.equal(code, 0);
      assert.equal(existsSync(space.path("generated/workflow.ts")), isWritten);
      assert.equal(out.includes(" @temporalio/workflow"), !packageJson.includes("temporalio") && !xBoost.includes("handlers: false"));
      assert.equal((await space.type("asyncapi.yaml --check")).code, 0);
    });
  }

  test("a workflow that the document gains is an error on the user's own line", async (context) => {
    const space = session(context, commands);
    space.write("asyncapi.yaml", document());
    space.write("package.json", withTemporal);
    space.write(
      "workflows.ts",
      `import type { WorkflowImplementations } from "./generated/workflow.js";
export const OrderWorkflow: WorkflowImplementations["OrderWorkflow"] = async ({ id }) => id;
export const workflows: WorkflowImplementations = { OrderWorkflow };
`,
    );
    space.write("tsconfig.json", JSON.stringify({ compilerOptions: { ...compilerOptions, noEmit: true }, files: ["workflows.ts"] }));
    symlinkSync(join(root, "node_modules"), space.path("node_modules"));
    const tsc = (): string =>
      spawnSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "--pretty", "false"], {
        cwd: space.path("."),
        encoding: "utf8",
      }).stdout;
    assert.equal((await space.type("asyncapi.yaml")).err, "");
    assert.equal(tsc(), "");
    space.write("asyncapi.yaml", document(message("OrderReturned", "ReturnWorkflow")));
    assert.equal((await space.type("asyncapi.yaml")).code, 0);
    assert.match(
      tsc(),
      /^workflows\.ts\(3,14\): error TS2741: Property 'ReturnWorkflow' is missing in type .* but required in type 'WorkflowImplementations'\.\n/,
    );
  });
});

const compilerOptions = {
  module: "nodenext",
  target: "es2023",
  types: ["node"],
  strict: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  customConditions: ["boost-gen-source"],
  paths: { "boost-gen/runtime": [join(root, "src/runtime/index.ts")] },
};
