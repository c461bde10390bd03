import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { HandlerStub } from "../../../src/compiler/emit/handler-stub.ts";
import { extendFile, type Requirement, requirementOf } from "../../../src/compiler/output/handlers/handler-file.ts";
import { printHandlerFile } from "../../../src/compiler/output/handlers/stub.ts";

export const stub: HandlerStub = {
  operation: "onOrder",
  channel: "orders",
  file: "on-order",
  exportName: "onOrder",
  typeName: "OnOrderHandlers",
  module: "operations",
  doc: ["Receives from `orders.v1` (Kafka)."],
  members: [
    {
      name: "orderCreated",
      doc: ["A customer placed an order."],
      text: "async orderCreated(message, context) {\n  await context.workflows.dispatch(message);\n}",
    },
    { name: "orderCancelled", doc: [], text: "async orderCancelled(message, context) {\n  await context.workflows.dispatch(message);\n}" },
  ],
};

const index: Requirement = {
  exportName: "handlers",
  members: [
    { name: "onOrder", lines: ["onOrder,"], imports: [{ name: "onOrder", from: "./on-order.js" }] },
    { name: "onRefund", lines: ["onRefund,"], imports: [{ name: "onRefund", from: "./on-refund.js" }] },
  ],
};

async function extended(text: string, requirement: Requirement = requirementOf(stub, "../generated/operations.js")): Promise<string> {
  const extension = await extendFile(Buffer.from(text), requirement);
  assert.equal(extension.kind, "inserted", JSON.stringify(extension));
  return extension.kind === "inserted" ? extension.bytes.toString() : "";
}

const head = "export const onOrder: OnOrderHandlers = {\n";
const missing = "  async orderCancelled(message, context) {\n    await context.workflows.dispatch(message);\n  },\n";

describe("handler file", () => {
  test("a new one is complete", async () => {
    const text = printHandlerFile(stub, "../generated/operations.js");
    assert.equal(
      text,
      `// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import type { OnOrderHandlers } from "../generated/operations.js";

/** Receives from \`orders.v1\` (Kafka). */
export const onOrder: OnOrderHandlers = {
  /** A customer placed an order. */
  async orderCreated(message, context) {
    await context.workflows.dispatch(message);
  },
  async orderCancelled(message, context) {
    await context.workflows.dispatch(message);
  },
};
`,
    );
    assert.deepEqual(await extendFile(Buffer.from(text), requirementOf(stub, "../generated/operations.js")), { kind: "complete" });
  });

  const tables: readonly { readonly name: string; readonly text: string; readonly want: string }[] = [
    {
      name: "a member comes behind the last one",
      text: `${head}  orderCreated() {},\n};\n`,
      want: `${head}  orderCreated() {},\n${missing}};\n`,
    },
    {
      name: "a comma is added where there is none",
      text: `${head}  orderCreated() {}\n};\n`,
      want: `${head}  orderCreated() {},\n${missing}};\n`,
    },
    {
      name: "a comment behind the last member stays with it",
      text: `${head}  orderCreated() {} // mine }\n};\n`,
      want: `${head}  orderCreated() {}, // mine }\n${missing}};\n`,
    },
    {
      name: "a comment before the end stays at the end",
      text: `${head}  orderCreated() {},\n  // more to come\n};\n`,
      want: `${head}  orderCreated() {},\n${missing}  // more to come\n};\n`,
    },
    {
      name: "satisfies and no final newline",
      text: `export const onOrder = {\n  orderCreated() {},\n} satisfies OnOrderHandlers`,
      want: `export const onOrder = {\n  orderCreated() {},\n${missing}} satisfies OnOrderHandlers`,
    },
    {
      name: "line ends stay CRLF, a byte order mark stays",
      text: `\uFEFF${head}  orderCreated() {},\n};\n`.replaceAll("\n", "\r\n"),
      want: `\uFEFF${head}  orderCreated() {},\n${missing}};\n`.replaceAll("\n", "\r\n"),
    },
    {
      name: "tabs",
      text: `${head}\torderCreated() {\n\t\treturn;\n\t},\n};\n`,
      want: `${head}\torderCreated() {\n\t\treturn;\n\t},\n${missing.replace(/^ {4}/gm, "\t\t").replace(/^ {2}/gm, "\t")}};\n`,
    },
    {
      name: "four blanks",
      text: `${head}    orderCreated() {},\n};\n`,
      want: `${head}    orderCreated() {},\n${missing.replace(/^( +)/gm, "$1$1")}};\n`,
    },
    {
      name: "an object on one line",
      text: "export const onOrder = { orderCreated() {} };\n",
      want: `export const onOrder = { orderCreated() {},\n${missing}};\n`.replace("},\n};", "},\n };"),
    },
    {
      name: "an empty object takes all members",
      text: "export const onOrder: OnOrderHandlers = {};\n",
      want: `${head}  /** A customer placed an order. */\n  async orderCreated(message, context) {\n    await context.workflows.dispatch(message);\n  },\n${missing}};\n`,
    },
    {
      name: "a declaration that moved away from its export",
      text: "const impl = {\n  orderCreated() {},\n};\n\nexport const onOrder: OnOrderHandlers = impl;\n",
      want: `const impl = {\n  orderCreated() {},\n${missing}};\n\nexport const onOrder: OnOrderHandlers = impl;\n`,
    },
    {
      name: "a spread of this file",
      text: "const shared = { orderCreated() {} };\nexport const onOrder = {\n  ...shared,\n};\n",
      want: `const shared = { orderCreated() {} };\nexport const onOrder = {\n  ...shared,\n${missing}};\n`,
    },
    {
      name: "a declaration that is exported under the name",
      text: "const impl = {\n  orderCreated() {},\n};\nexport { impl as onOrder };\n",
      want: `const impl = {\n  orderCreated() {},\n${missing}};\nexport { impl as onOrder };\n`,
    },
    {
      name: "a comment of several lines behind the last member stays with it",
      text: `${head}  orderCreated() {}, /* mine }\n  mine */\n};\n`,
      want: `${head}  orderCreated() {}, /* mine }\n  mine */\n${missing}};\n`,
    },
  ];
  for (const { name, text, want } of tables) test(name, async () => assert.equal(await extended(text), want));

  test("a direction mark in a folder's name does not turn the import around", () => {
    const line = 'import type { OnOrderHandlers } from "../a\\u202eb/operations.js";';
    assert.equal(printHandlerFile(stub, "../a\u202eb/operations.js").split("\n")[1], line);
  });

  test("what a stub names is imported once", async () => {
    const rejecting = {
      name: "orderLost",
      doc: [],
      text: 'orderLost() {\n  throw new RejectMessage("later");\n}',
      imports: [{ name: "RejectMessage", from: "boost-gen/runtime" }],
    };
    const both = {
      ...stub,
      members: [...stub.members, rejecting, { ...rejecting, name: "orderFound", text: rejecting.text.replace("Lost", "Found") }],
    };
    const text = printHandlerFile(both, "../generated/operations.js");
    assert.match(text, /^.*\nimport \{ RejectMessage \} from "boost-gen\/runtime";\nimport type/);
    const grown = await extended(printHandlerFile(stub, "../generated/operations.js"), requirementOf(both, "../generated/operations.js"));
    assert.equal(grown.match(/import \{ RejectMessage \}/g)?.length, 1);
  });

  const untouched: readonly { readonly name: string; readonly text: string | Buffer; readonly reason: RegExp }[] = [
    { name: "a syntax error", text: `${head}  orderCreated( {},\n};\n`, reason: /syntax error/ },
    { name: "a call", text: "export const onOrder = wrap({ orderCreated() {} });\n", reason: /not an object literal/ },
    {
      name: "a foreign spread",
      text: "import { shared } from './x';\nexport const onOrder = { ...shared, orderCreated() {} };\n",
      reason: /spreads `shared`/,
    },
    { name: "a computed member", text: "export const onOrder = { [name]() {} };\n", reason: /computed/ },
    { name: "another name", text: "export const onPurchase = {};\n", reason: /does not declare `onOrder`/ },
    { name: "a binding pattern", text: "export const { onOrder } = make();\n", reason: /not an object literal/ },
    { name: "a class", text: "export const onOrder = new Orders();\n", reason: /not an object literal/ },
    { name: "an export from another file", text: "export { onOrder } from './x';\n", reason: /not an object literal/ },
    { name: "an export of another file under the name", text: "export { impl as onOrder } from './x';\n", reason: /not an object literal/ },
    { name: "an export of all of another file", text: "export * from './x';\n", reason: /all of `.\/x`, which may supply/ },
    { name: "bytes that are no UTF-8", text: Buffer.from([0xff, 0xfe, 0x41]), reason: /UTF-8/ },
  ];
  for (const { name, text, reason } of untouched) {
    test(`not touched: ${name}`, async () => {
      const extension = await extendFile(Buffer.from(text), requirementOf(stub, "../generated/operations.js"));
      assert.equal(extension.kind, "unknown");
      assert.match(extension.kind === "unknown" ? extension.reason : "", reason);
    });
  }

  test("asked for is only what the file does not have, as far as that can be told", async () => {
    const rows: readonly (readonly [string, readonly string[] | "complete"])[] = [
      ["export const onOrder = { ...foreign(), orderCreated() {} };\n", ["orderCancelled"]],
      ["export const onOrder = { [name]() {}, orderCancelled() {} };\n", ["orderCreated"]],
      ["export const onOrder = { ...foreign(), orderCreated() {}, [name]() {}, orderCancelled() {} };\n", "complete"],
      [`${head}  orderCreated() {},\n};\nconst = ;\n`, ["orderCancelled"]],
      ["export const onOrder = new Orders();\n", ["orderCreated", "orderCancelled"]],
    ];
    for (const [text, want] of rows) {
      const extension = await extendFile(Buffer.from(text), requirementOf(stub, "../generated/operations.js"));
      assert.deepEqual(extension.kind === "unknown" ? extension.members : extension.kind, want, text);
    }
  });

  test("the report has the line of the insertion in the new text", async () => {
    const extension = await extendFile(
      Buffer.from(`\n\n${head}  orderCreated() {}\n};\n`),
      requirementOf(stub, "../generated/operations.js"),
    );
    assert.deepEqual(extension.kind === "inserted" && extension.insertions.map(({ line }) => line), [5]);
  });
});

describe("index file", () => {
  const imports = 'import type { ContractHandlers } from "../generated/index.js";\nimport { onOrder } from "./on-order.js";\n';
  test("gains an import and a name", async () => {
    assert.equal(
      await extended(`${imports}\nexport const handlers = { onOrder } satisfies ContractHandlers;\n`, index),
      `${imports}import { onRefund } from "./on-refund.js";\n\nexport const handlers = { onOrder, onRefund } satisfies ContractHandlers;\n`,
    );
  });
  test("keeps to the quotes and semicolons that are there", async () => {
    const text = "import { onOrder } from './on-order'\n\nexport const handlers = {\n  onOrder,\n}\n";
    assert.equal(
      await extended(text, index),
      "import { onOrder } from './on-order'\nimport { onRefund } from './on-refund.js'\n\nexport const handlers = {\n  onOrder,\n  onRefund,\n}\n",
    );
  });
  test("imports a name that the file only passes on", async () => {
    const text = `${imports}export { onRefund } from "./on-refund.js";\nexport const handlers = { onOrder };\n`;
    assert.match(await extended(text, index), /^import \{ onRefund \} from "\.\/on-refund\.js";$/m);
  });
  test("does not import a name that the file has", async () => {
    const text = `${imports}const onRefund = {};\nexport const handlers = { onOrder };\n`;
    assert.equal(await extended(text, index), `${imports}const onRefund = {};\nexport const handlers = { onOrder, onRefund };\n`);
  });
});
