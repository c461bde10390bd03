import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { commands } from "../../src/cli/commands.ts";
import { run } from "../../src/cli/run.ts";
import { root } from "./program.ts";
import { recordedTerminal } from "./recorded-terminal.ts";
import type { Printed } from "./session.ts";
import { typed } from "./tools-setting.ts";

const orders = readFileSync(join(root, "specs/orders.yaml"), "utf8");

/** A folder with documents and nothing else. */
function folderWith(context: TestContext, files: { readonly [name: string]: string }): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "boost-gen-try-")));
  context.after(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** Types these lines at the prompt, then Ctrl-D. */
async function dialogue(
  folder: string,
  words: readonly string[],
  lines: readonly string[],
): Promise<Printed & { readonly closed: boolean }> {
  let closed = false;
  const left = [...lines];
  const { terminal, printed } = recordedTerminal(folder, {
    interactive: true,
    width: 80,
    lines: () => ({
      next: async (prompt) => {
        terminal.out(prompt);
        return left.shift();
      },
      close: () => {
        closed = true;
      },
    }),
  });
  const code = await run(words, terminal, commands);
  return { code, ...printed(), closed };
}

describe("boost-gen try", () => {
  test("with a document and nothing else: what becomes of each message", async (context) => {
    const folder = folderWith(context, { "orders.yaml": orders });
    const { code, out, err } = await typed(folder, ["try", "orders.yaml", "--once"], {});
    assert.deepEqual([code, err], [0, ""]);
    assert.equal(
      out,
      `Orders 2.0.0
  handlers    stubs, which do what the document says
  brokers     in memory
  workflows   recorded, none runs

OrderCreated, example "two-items"  orders.v1  orders.yaml:84:11
  valid       {"type":"order.created","order_id":"o-1001","customer_id":"c-42","items":[{"sku":"tea…
  rule        start OrderWorkflow  orders.yaml:76:7
  started     OrderWorkflow "order-o-1001" on task queue "order_queue"
  handled     acknowledged

OrderCancelled, example "changed-mind"  orders.v1  orders.yaml:109:11
  valid       {"type":"order.cancelled","order_id":"o-1001","reason":"customer"}
  rule        signal cancel  orders.yaml:101:7
  signalled   "order-o-1001" cancel
  handled     acknowledged

OrderConfirmed, example "confirmed"  orders.yaml:123:11
  valid       {"order_id":"o-1001","confirmed_at":"2026-05-01T08:00:00Z"}
  sends       to "orders.status.v1", key "o-1001"

3 messages tried, all went well.
`,
    );
    assert.equal(orders.split("\n")[83]?.trim(), "- name: two-items");
  });

  for (const name of ["tasks", "orders", "notifications", "storefront"])
    test(`the stubs of specs/${name}.yaml do what those do that boost-gen writes`, async (context) => {
      const folder = folderWith(context, {});
      cpSync(join(root, "specs"), folder, { recursive: true });
      const stubs = await typed(folder, ["try", `${name}.yaml`, "--once"], {});
      assert.match(stubs.out, /messages tried, all went well/);
      assert.equal((await typed(folder, [`${name}.yaml`], {})).code, 0);
      const written = await typed(folder, ["try", `${name}.yaml`, "--once"], {});
      assert.equal(written.out, stubs.out.replace("stubs, which do what the document says", "yours, in handlers"));
    });

  test("a message without an example gets a value that its schema takes, one without a rule says that its stub does nothing", async (context) => {
    const folder = folderWith(context, { "asyncapi.yaml": withoutExamples });
    const { code, out } = await typed(folder, ["try", "--once"], {});
    assert.equal(code, 0);
    assert.match(out, /^Shipped, made up {2}shipments\.region {2}asyncapi\.yaml:9:7\n {2}valid /m);
    assert.match(out, /^ {2}started {5}Ship "ship-00000000-0000-4000-8000-000000000001" on task queue "ship"$/m);
    assert.match(out, /^Lost, made up .*\n {2}valid {7}\{"type":"lost"\}\n {2}stub {8}the stub of onShipment\.lost does nothing yet/m);
    assert.match(out, /^2 messages tried, 1 went well, 1 met a stub that does nothing yet\.$/m);
    assert.match(out, /^Impossible {2}asyncapi\.yaml:\d+:7\n {2}not tried {3}it has no example/m);
  });

  test("an example that does not fit is invalid where it does not, and ends in the dead letter", async (context) => {
    const folder = folderWith(context, { "orders.yaml": orders.replace("reason: customer", "reason: whim") });
    const { code, out } = await typed(folder, ["try", "orders.yaml", "--once"], {});
    assert.equal(code, 1);
    assert.match(out, /^ {2}invalid {5}\/reason: Invalid option: expected one of/m);
    assert.match(out, /^ {2}dead letter in "orders\.v1\.dlq", cause "invalid: schema"$/m);
    assert.match(out, /^3 messages tried, 2 went well, 1 failed\.$/m);
  });

  test("a document that wants no handlers, and one with a mistake", async (context) => {
    const folder = folderWith(context, {
      "off.yaml": `x-boost: { handlers: false }\n${orders}`,
      "wrong.yaml": orders.replace("payload#/order_id}\n        executionTimeout", "payload#/ordr_id}\n        executionTimeout"),
    });
    const off = await typed(folder, ["try", "off.yaml", "--once"], {});
    assert.match(off.out, /^ {2}handlers {4}none wanted; what is sent is checked, and stays here$/m);
    assert.match(off.out, /^1 message tried, all went well\.$/m);
    const wrong = await typed(folder, ["try", "wrong.yaml", "--once"], {});
    assert.equal(wrong.code, 2);
    assert.equal(wrong.out, "");
    assert.match(wrong.err, /^wrong\.yaml:79:21: error: `\{\$message\.payload#\/ordr_id\}` leads to nothing/);
  });

  test("needs no server that boost-gen speaks to, none at all, and no choice between several", async (context) => {
    const servers = (text: string) => orders.replace(/^servers:\n(?: .*\n)+/m, text).replaceAll(/^ {4}servers:\n.*\n/gm, "");
    const folder = folderWith(context, {
      "none.yaml": servers(""),
      "mqtt.yaml": servers("servers:\n  broker: { host: h, protocol: mqtt }\n"),
      "two.yaml": servers("servers:\n  a: { host: h, protocol: redis }\n  b: { host: h, protocol: amqp }\n"),
      "stream.yaml": withoutExamples.replace("protocol: kafka", "protocol: redis"),
    });
    for (const [name, brokers] of [
      ["none.yaml", /^ {2}brokers {5}in memory; the document names no Kafka/m],
      ["mqtt.yaml", /^ {2}brokers {5}in memory; the document names no Kafka/m],
      ["two.yaml", /^ {2}brokers {5}in memory$/m],
    ] as const) {
      const { code, out, err } = await typed(folder, ["try", name, "--once"], {});
      assert.equal(code, 0, out + err);
      assert.match(out, brokers);
      assert.match(out, /^ {2}started {5}OrderWorkflow /m);
      assert.match(out, /^3 messages tried, all went well\.$/m);
    }
    const stream = await typed(folder, ["try", "stream.yaml", "--once"], {});
    assert.match(stream.out, /^Shipped, made up {2}shipments\.region /m, stream.err);
  });

  test("asks for no value of a parameter, wherever its value comes from, and reads those that are named", async (context) => {
    const text = (protocol: string, parameter: string): string => `asyncapi: 3.0.0
info: { title: Regions, version: 1.0.0 }
servers: { s: { host: localhost, protocol: ${protocol} } }
channels:
  orders:
    address: orders.{region}
    parameters: { region: ${parameter} }
    messages:
      Placed: { payload: { type: object, required: [region], properties: { region: { const: eu } } } }
operations: { onOrder: { action: receive, channel: { $ref: '#/channels/orders' } } }
`;
    for (const protocol of ["kafka", "amqp", "redis"])
      for (const [parameter, env, address] of [
        ["{ location: $message.payload#/region }", {}, "orders.eu"],
        ["{}", {}, "orders.region"],
        ["{}", { BOOST_PARAMETER_REGION: "us, eu" }, "orders.us"],
      ] as const) {
        const folder = folderWith(context, { "regions.yaml": text(protocol, parameter) });
        const { code, out, err } = await typed(folder, ["try", "regions.yaml", "--once"], env);
        assert.equal(code, 0, `${protocol} ${parameter}: ${err}`);
        assert.ok(out.includes(`, made up  ${address}  `), `${protocol} ${parameter}: ${out}`);
      }
  });

  test("--json prints one object a line, and nothing else", async (context) => {
    const folder = folderWith(context, { "orders.yaml": orders });
    const { code, out, err } = await dialogue(folder, ["try", "orders.yaml", "--json"], ["OrderCreated"]);
    assert.deepEqual([code, err], [0, ""]);
    const [first, ...rest] = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { readonly [key: string]: unknown });
    assert.deepEqual(
      { ...first, payload: undefined },
      {
        ...{ version: 1, action: "receive", operation: "onOrder", message: "OrderCreated", specimen: 'example "two-items"' },
        ...{ place: "orders.yaml:84:11", payload: undefined, address: "orders.v1", ok: true, outcome: "handled", attempts: 1 },
        workflows: [
          {
            ...{ kind: "start", type: "OrderWorkflow", workflowId: "order-o-1001", taskQueue: "order_queue" },
            ...{ place: "orders.yaml:76:7", outcome: "started" },
          },
        ],
        published: [],
        log: [],
      },
    );
    assert.deepEqual(
      rest.map(({ outcome, message }) => [message, outcome]),
      [
        ["OrderCancelled", "handled"],
        ["OrderConfirmed", "valid"],
      ],
    );
  });

  test("names what is not there", async (context) => {
    const folder = folderWith(context, {});
    assert.deepEqual(await typed(folder, ["try", "--once"], {}), {
      code: 2,
      out: "",
      err: "error: no document is named, and there is no asyncapi.yaml, asyncapi.yml or asyncapi.json here; name it: boost-gen try <document>\n",
    });
    const several = await typed(root, ["try", "--once"], {});
    assert.match(several.err, /^error: there are several documents; name one: boost-gen try specs\/tasks\.yaml, /);
  });

  test("Temporal that is named and away: the source would wait, and nothing hangs here", async (context) => {
    const folder = folderWith(context, { "orders.yaml": orders });
    const { code, out } = await typed(folder, ["try", "orders.yaml", "--once"], { TEMPORAL_ADDRESS: "127.0.0.1:1" });
    assert.equal(code, 1);
    assert.match(out, /^ {2}workflows {3}started on 127\.0\.0\.1:1$/m);
    assert.match(out, /^ {2}waits {7}Temporal at 127\.0\.0\.1:1 cannot be reached$/m);
  });
});

function thrower(begin: string): string {
  return `${begin}() {\n  throw new Error("boom here");\n}\n`;
}

type Handlers = { readonly "on-order.ts": string; readonly "index.ts": string; readonly [name: string]: string };

describe("boost-gen try, the project's own handlers", () => {
  /** A folder each, because what was loaded once stays loaded. */
  const trial = async (context: TestContext, change: (files: Handlers) => Handlers): Promise<Printed> => {
    const folder = folderWith(context, { "orders.yaml": orders, "package.json": '{"type":"module"}' });
    assert.equal((await typed(folder, ["orders.yaml"], {})).code, 0);
    const read = (name: string): string => readFileSync(join(folder, "handlers", name), "utf8");
    const files = change({ "on-order.ts": read("on-order.ts"), "index.ts": read("index.ts") });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, "handlers", name), text);
    return typed(folder, ["try", "orders.yaml", "--once"], {});
  };

  test("run as they are, with an enum and an import that ends in .js; what throws is named by its place", async (context) => {
    const helper =
      'export enum Colour {\n  Red = "red",\n}\n\nexport function boom(): never {\n  throw new Error(`boom ${Colour.Red}`);\n}\n';
    const { code, out } = await trial(context, (files) => ({
      ...files,
      "helper.ts": helper,
      "on-order.ts": `import { boom } from "./helper.js";\n${files["on-order.ts"].replace("await context.workflows.dispatch(message);", 'context.log.info("a text alone"); context.log.warn({}, "about to fail");\n    await context.publish.orderConfirmed({ order_id: "1", confirmed_at: "2026-05-01T08:00:00Z" });\n    boom();')}`,
    }));
    assert.equal(code, 1);
    assert.match(out, /^ {2}handlers {4}yours, in handlers$/m);
    assert.match(out, /^ {2}published {3}5 times to "orders\.status\.v1": \{"order_id":"1"/m);
    assert.match(out, /^ {2}log info {4}5 times a text alone\n {2}log warn {4}5 times about to fail$/m);
    assert.match(
      out,
      /^ {2}dead letter in "orders\.v1\.dlq", cause "attempts exhausted" after 5 runs\n {14}boom red {2}handlers\/helper\.ts:6:9$/m,
    );
  });

  test("import what is not installed from boost-gen itself; one that ends the process does not end the trial", async (context) => {
    const { code, out } = await trial(context, (files) => ({
      ...files,
      "index.ts":
        'import { FatalError } from "boost-gen/runtime";\nexport const handlers = { onOrder: { orderCreated() { throw new FatalError("no licence"); } } };\n',
    }));
    assert.equal(code, 1);
    assert.match(out, /^ {2}missing {5}onOrder\.orderCancelled: a stub stands in/m);
    assert.match(out, /^ {2}fatal {7}the process would end here: no licence$/m);
    assert.match(out, /^ {2}signalled {3}"order-o-1001" cancel$/m);
  });

  for (const [what, text, sentence] of [
    ["is no TypeScript", "export const handlers = {\n  onOrder: { a(m { } }\n};\n", "handlers/index.ts:2:18: ',' expected."],
    [
      "throws while it is loaded",
      'const a = 1;\nthrow new Error("at load");\nexport const handlers = { a };\n',
      "at load (handlers/index.ts:2:7)",
    ],
    [
      "imports what is not there",
      'import "nix";\nexport const handlers = {};\n',
      "Cannot find package 'nix' imported from handlers/index.ts. Install what it imports, or compile the document: npx boost-gen orders.yaml",
    ],
  ] as const)
    test(`that one ${what} is a sentence`, async (context) => {
      const { code, out, err } = await trial(context, (files) => ({ ...files, "index.ts": text }));
      assert.deepEqual([code, out, err], [2, "", `error: \`handlers/index.ts\` cannot be loaded: ${sentence}\n`]);
    });

  for (const [what, type, files, place] of [
    [
      "an ES module in JavaScript",
      "module",
      {
        "index.js": 'import { boom } from "./boom.js";\nexport const handlers = { onOrder: { orderCreated: boom } };\n',
        "boom.js": thrower("export function boom"),
      },
      "boom.js:2:9",
    ],
    [
      "a CommonJS module in JavaScript",
      "commonjs",
      {
        "index.js":
          'const { boom } = require("./boom");\nmodule.exports = Object.freeze({ handlers: { onOrder: { orderCreated: boom } } });\n',
        "boom.js": thrower("exports.boom = function"),
      },
      "boom.js:2:9",
    ],
    [
      "a CommonJS module among ES modules",
      "module",
      { "index.cjs": `exports.handlers = { onOrder: { orderCreated: boom } };\n${thrower("function boom")}` },
      "index.cjs:3:9",
    ],
    [
      "TypeScript of a CommonJS package, without endings",
      "commonjs",
      {
        "index.ts": 'import { boom } from "./boom";\nexport const handlers = { onOrder: { orderCreated: boom } };\n',
        "boom.ts": thrower("export function boom"),
      },
      "boom.ts:2:9",
    ],
    [
      "TypeScript that says require",
      "commonjs",
      {
        "index.ts":
          'import path = require("node:path");\nexport const handlers = { onOrder: { orderCreated: () => { throw new Error("boom " + path.sep + __dirname.length); } } };\n',
      },
      "index.ts:2:\\d+",
    ],
  ] as const)
    test(`may be ${what}`, async (context) => {
      const folder = folderWith(context, { "orders.yaml": orders, "package.json": JSON.stringify({ type }) });
      mkdirSync(join(folder, "handlers"));
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, "handlers", name), text);
      const { code, out, err } = await typed(folder, ["try", "orders.yaml", "--once"], {});
      assert.equal(code, 1, err);
      assert.match(out, /^ {2}handlers {4}yours, in handlers$/m);
      assert.match(out, new RegExp(`^ {14}boom .*  handlers/${place}$`, "m"));
    });

  test("those of another document are left alone", async (context) => {
    const { out } = await trial(context, (files) => ({ ...files, "index.ts": "export const handlers = { onSomethingElse: {} };\n" }));
    assert.match(out, /^ {2}handlers {4}stubs, /m);
  });
});

describe("boost-gen try, at a terminal", () => {
  const last = (out: string): string => out.slice(out.indexOf("Ctrl-D ends.") + "Ctrl-D ends.\n".length);

  test("takes a name and JSON, over several lines too, and ends when the person does", async (context) => {
    const folder = folderWith(context, { "orders.yaml": orders });
    const { code, out, closed } = await dialogue(
      folder,
      ["try", "orders.yaml"],
      ['OrderCancelled {"type":"order.cancelled","order_id":"o-7",', '"reason":"fraud"}', "", "OrderCreated"],
    );
    assert.deepEqual([code, closed], [0, true]);
    const said = last(out);
    assert.match(said, /^> … \nOrderCancelled, typed {2}orders\.v1\n {2}valid /);
    assert.match(said, /^ {2}signalled {3}"order-o-7" cancel$/m);
    assert.match(
      said,
      /^ {2}duplicate {3}OrderWorkflow "order-o-1001"\n {2}log info {4}workflow "order-o-1001" was started by this very message/m,
    );
    for (const line of out.split("\n")) assert.ok(line.length <= 80, line);
  });

  test("finds the message by its schema where no name is given, and says what is wrong with a line", async (context) => {
    const folder = folderWith(context, { "orders.yaml": orders });
    const lines = [
      '{"type":"order.cancelled","order_id":"o-8","reason":"fraud"}',
      '{"x":1}',
      "OrderCreatd {}",
      'OrderCreated {"a":}',
      "OrderCreated [1]",
      "OrderCreated {}",
    ];
    const said = last((await dialogue(folder, ["try", "orders.yaml"], lines)).out);
    assert.match(said, /^ {2}signalled {3}"order-o-8" cancel$/m);
    assert.match(
      said,
      /^> error: this fits no message; write the name of the one that is meant in front: OrderCreated \{"…": …\} \(OrderCreated, OrderCancelled\)$/m,
    );
    assert.match(said, /^> error: no message "OrderCreatd" is received; did you mean OrderCreated\?/m);
    assert.match(said, /^> error: this is not JSON: /m);
    assert.equal(said.match(/^ {2}dead letter in "orders\.v1\.dlq", cause "invalid: unmatched"$/gm)?.length, 2);
  });

  test("--once ends it, and so does a document that receives nothing", async (context) => {
    const folder = folderWith(context, { "orders.yaml": orders, "off.yaml": `x-boost: { handlers: false }\n${orders}` });
    for (const words of [
      ["try", "orders.yaml", "--once"],
      ["try", "off.yaml"],
    ])
      assert.match((await dialogue(folder, words, ["OrderCreated"])).out, /went well\.\n$/);
  });
});

const withoutExamples = `asyncapi: 3.0.0
info: { title: No Examples, version: 1.0.0 }
servers: { k: { host: "localhost:9092", protocol: kafka } }
channels:
  shipments:
    address: shipments.{region}
    parameters: { region: {} }
    messages:
      Shipped:
        name: Shipped
        headers: { type: object, required: [trace], properties: { trace: { type: string, pattern: "^[0-9a-f]{32}$" } } }
        payload:
          type: object
          required: [type, id, tags, nested]
          properties:
            type: { const: shipped }
            id: { type: string, format: uuid, minLength: 36 }
            code: { type: string, pattern: "^(AB|CD)-\\\\d{4}(-x)?$" }
            tags: { type: array, minItems: 2, uniqueItems: true, items: { type: string } }
            amount: { type: number, exclusiveMinimum: 0, maximum: 0.5 }
            step: { type: integer, multipleOf: 7, minimum: 10 }
            nested: { $ref: "#/components/schemas/Node" }
        x-temporal: { workflow: Ship, taskQueue: ship, workflowId: "ship-{$message.payload#/id}" }
      Lost:
        name: Lost
        payload: { type: object, required: [type], properties: { type: { const: lost } } }
      Impossible:
        name: Impossible
        payload: { type: object, required: [type, x], properties: { type: { const: impossible }, x: { type: string, not: { type: string } } } }
operations:
  onShipment: { action: receive, channel: { $ref: "#/channels/shipments" } }
components:
  schemas:
    Node: { type: object, required: [name], properties: { name: { type: string }, child: { $ref: "#/components/schemas/Node" } } }
`;
