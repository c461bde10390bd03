import assert from "node:assert/strict";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { describe, type TestContext, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { commands } from "../../src/cli/commands.ts";
import { compileFile } from "../../src/cli/compile-file.ts";
import type { Outcome } from "../../src/cli/outcome.ts";
import type { Made } from "../../src/cli/regenerate-target.ts";
import type { Target } from "../../src/cli/target.ts";
import { updateTarget } from "../../src/cli/update-target.ts";
import { patience } from "../services/index.ts";
import { type Running, type Session, session } from "./session.ts";
import { tinyDocument } from "./tiny-compiler.ts";

const onOrder = { channel: "orders", messages: ["orderCreated"] };
const schemas = (text: string): string => tinyDocument({ operations: { onOrder }, schemas: { order: text, item: "export {};" } });

/** Waits, as long as a slow machine may need, until something was printed. */
async function printed(running: Running, out: RegExp, err = /^/): Promise<void> {
  for (let waited = 0; !out.test(running.out()) || !err.test(running.err()); waited += 20) {
    assert.ok(waited < patience, `no ${out} and ${err} in:\n${running.out()}${running.err()}`);
    await setTimeout(20);
  }
}

async function watching(context: TestContext, change?: (space: Session) => void): Promise<Session & { readonly running: Running }> {
  const space = session(context);
  space.write("specs/orders.json", schemas("export const a = 1;"));
  change?.(space);
  const running = space.begin("specs/orders.json --watch");
  context.after(() => running.stop());
  await printed(
    running,
    /specs\/orders.json: 4 of 4 files written, handlers\/on-order.ts created \(1 message\), handlers\/index.ts created \(\d+ ms\)\n/,
  );
  return { ...space, running };
}

const lines = (running: Running): number => running.out().split("\n").length - 1;

describe("boost-gen --watch", () => {
  test("a save is one line, and only what changed is written", async (context) => {
    const { write, times, running } = await watching(context);
    const before = times();
    write("specs/orders.json", schemas("export const a = 2;"));
    await printed(running, /specs\/orders.json: 1 of 4 files written \(\d+ ms\)\n$/);
    const after = times();
    const changed = Object.keys(after).filter((file) => after[file] !== before[file]);
    assert.deepEqual(changed, ["generated/.boost-gen.json", "generated/schemas/order.ts", "specs/orders.json"]);
    assert.equal(lines(running), 2);
  });

  test("a broken document in between is shown and survived", async (context) => {
    const { write, read, running } = await watching(context);
    const before = read("generated/schemas/order.ts");
    write("specs/orders.json", tinyDocument({ broken: true }));
    await printed(running, /specs\/orders.json: nothing written, see above/, /error: `broken` is set/);
    assert.equal(read("generated/schemas/order.ts"), before);
    write("specs/orders.json", schemas("export const a = 3;"));
    await printed(running, /1 of 4 files written/);
  });

  test("a document that is replaced by a rename, as editors do", async (context) => {
    const { write, path, running } = await watching(context);
    for (const number of [2, 3]) {
      write("specs/.orders.json.swp", schemas(`export const a = ${number};`));
      renameSync(path("specs/.orders.json.swp"), path("specs/orders.json"));
      await printed(running, new RegExp(`(?:1 of 4 files written[^]*){${number - 1}}`));
    }
  });

  test("an editor that empties the file first and is slow to fill it: no error in between", async (context) => {
    const { write, running } = await watching(context);
    write("specs/orders.json", "");
    await setTimeout(40);
    write("specs/orders.json", schemas("export const a = 2;"));
    await printed(running, /1 of 4 files written/);
    assert.equal(running.err().split("\n").length, 2, running.err());
    assert.equal(lines(running), 2);
  });

  test("a folder that goes and comes back, as a change of branch does", async (context) => {
    const { write, path, running } = await watching(context);
    rmSync(path("specs"), { recursive: true });
    await setTimeout(100);
    mkdirSync(path("specs"));
    write("specs/orders.json", schemas("export const a = 2;"));
    await printed(running, /1 of 4 files written/);
  });

  test("many saves at once are few runs, and the last one counts", async (context) => {
    const { write, read, running } = await watching(context);
    for (let number = 2; number <= 60; number++) write("specs/orders.json", schemas(`export const a = ${number};`));
    await printed(running, /1 of 4 files written/);
    for (let waited = 0; !read("generated/schemas/order.ts").includes("a = 60;") && waited < patience; waited += 20) await setTimeout(20);
    assert.match(read("generated/schemas/order.ts"), /a = 60;/);
    assert.ok(lines(running) - 1 <= 10, `${lines(running) - 1} runs`);
  });

  test("saving the same bytes, or another file beside it, runs nothing", async (context) => {
    const { write, read, running } = await watching(context);
    write("specs/orders.json", read("specs/orders.json"));
    write("specs/other.json", "{}");
    await setTimeout(300);
    assert.equal(lines(running), 1);
  });

  test("a member that cannot be inserted is printed to be pasted", async (context) => {
    const { write, running } = await watching(context);
    write("handlers/on-order.ts", "export const onOrder = new Orders();\n");
    write("specs/orders.json", tinyDocument({ operations: { onOrder: { ...onOrder, messages: ["orderCreated", "orderLost"] } } }));
    await printed(
      running,
      /on-order.ts left alone: [^\n]+\n\nTo paste at the top of handlers\/on-order.ts, where it is not there:\n {2}import type [^\n]+\n\nTo paste into the class `Orders` of handlers\/on-order.ts:\n {2}orderLost: OnOrderHandlers\["orderLost"\] = async \(/,
      /handler-unknown-shape/,
    );
  });

  test("--quiet prints complaints only", async (context) => {
    const space = session(context);
    space.write("specs/orders.json", schemas("export const a = 1;"));
    const running = space.begin("specs/orders.json --watch --quiet");
    context.after(() => running.stop());
    for (let waited = 0; !existsSync(space.path("generated/.boost-gen/run.json")) && waited < patience; waited += 20) await setTimeout(20);
    space.write("specs/orders.json", tinyDocument({ broken: true }));
    await printed(running, /^\S+ specs\/orders.json: nothing written, see above/, /^[^\n]*error: `broken` is set/);
    space.write("handlers/on-order.ts", "export const onOrder = new Orders();\n");
    space.write("specs/orders.json", tinyDocument({ operations: { onOrder: { ...onOrder, messages: ["orderCreated", "orderLost"] } } }));
    await printed(running, /\nTo paste into the class `Orders` of handlers\/on-order.ts:\n {2}orderLost: /, /handler-unknown-shape/);
  });

  test("what changed is told against what was compiled, also when the document was saved again meanwhile", async (context) => {
    const space = session(context);
    const document = (type: string): string =>
      `asyncapi: 3.0.0\ninfo: { title: T, version: 1.0.0 }\nchannels:\n  orders:\n    address: orders\n    messages:\n      created: { payload: { type: object, properties: { id: { type: ${type} } } } }\noperations:\n  onOrder: { action: receive, channel: { $ref: "#/channels/orders" } }\n`;
    const folder = space.path(".");
    const target: Target = {
      document: space.path("asyncapi.yaml"),
      out: space.path("generated"),
      handlers: space.path("handlers"),
      roots: { out: folder, handlers: folder },
      allowRef: [],
      strict: false,
    };
    const run = (next: string, last?: Made): Promise<Outcome> =>
      updateTarget(target, {
        mode: "write",
        force: false,
        cwd: folder,
        build: "1",
        last,
        compileFile: async (path, options) => {
          const made = await compileFile(path, options);
          space.write("asyncapi.yaml", document(next));
          return made;
        },
      });
    space.write("asyncapi.yaml", document("string"));
    const first = await run("integer");
    const second = await run("integer", first.made);
    assert.match(second.since?.changes.map(({ path, text }) => `${path} ${text}`).join() ?? "", /id .*string.*integer/);
  });

  test("a user's request ends it, exit 0", async (context) => {
    const { running } = await watching(context);
    assert.equal(await running.stop(), 0);
  });

  test("a file that the document refers to, with the real compiler", async (context) => {
    const space = session(context, commands);
    const document = (name: string): string =>
      `asyncapi: 3.0.0\ninfo: { title: T, version: 1.0.0 }\nchannels:\n  orders:\n    address: orders\n    messages:\n      created: { name: Created, payload: { $ref: "${name}#/Order" } }\noperations:\n  onOrder: { action: receive, channel: { $ref: "#/channels/orders" } }\n`;
    space.write("asyncapi.yaml", document("parts/order.yaml"));
    space.write("parts/order.yaml", "Order: { type: object, properties: { id: { type: string } } }\n");
    const running = space.begin("asyncapi.yaml --watch");
    context.after(() => running.stop());
    await printed(running, /files written, handlers/);
    space.write("parts/order.yaml", "Order: { type: object, properties: { id: { type: integer } } }\n");
    await printed(running, /asyncapi.yaml: 1 of \d+ files written, 1 breaking \(\d+ ms\)\n/);
    space.write("parts/order.yaml", "Order: [\n");
    await printed(running, /nothing written/, /parts\/order.yaml:\d+:\d+: error: /);
    space.write("parts/order.yaml", "Order: { type: object, properties: { id: { type: boolean } } }\n");
    await printed(running, /files written, 1 breaking[^]*files written, 1 breaking/);
  });

  for (const other of ["--check", "--dry-run", "--json"]) {
    test(`not together with ${other}`, async (context) => {
      const { code, err } = await session(context).type(`x.json --watch ${other}`);
      assert.deepEqual([code, /--watch goes with neither/.test(err)], [2, true]);
    });
  }
});
