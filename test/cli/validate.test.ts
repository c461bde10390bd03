import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { commands } from "../../src/cli/commands.ts";
import { session } from "./session.ts";

/** Valid for us; AsyncAPI's parser has a rule that an operation's message must be one of the channel's, and recommendations of its own. */
const document = (extra = ""): string => `asyncapi: 3.0.0
info: { title: T, version: 1.0.0 }
channels:
  orders:
    address: orders
    messages:
      created: { name: Created, payload: { type: object } }
operations:
  onOrder: { action: receive, channel: { $ref: "#/channels/orders" } }
${extra}`;

describe("boost-gen validate", () => {
  test("a valid document: exit 0, what the official parser recommends in our form", async (context) => {
    const space = session(context, commands);
    space.write("asyncapi.yaml", document());
    const { code, out, err } = await space.type("validate asyncapi.yaml");
    assert.equal(code, 0, err);
    assert.match(out, /^asyncapi.yaml is valid \(.*\d+ for information\)\.\n$/);
    assert.match(err, /asyncapi.yaml:1:11: info: .*\(asyncapi-latest-version\)\. \[official-information\]\n {2}> 1 \| asyncapi: 3.0.0\n/);
  });

  test("an invalid one: exit 2 as when it is compiled, findings with places; --json", async (context) => {
    const space = session(context, commands);
    space.write("asyncapi.yaml", document("servers: { main: { host: a } }\n"));
    const { code, out, err } = await space.type("validate asyncapi.yaml");
    assert.equal(code, 2);
    assert.equal((await space.type("asyncapi.yaml")).code, 2);
    assert.match(out, /^asyncapi.yaml is not valid \(\d+ error/);
    assert.match(err, /asyncapi.yaml:10:\d+: error: /);
    const json = JSON.parse((await space.type("validate asyncapi.yaml --json")).out);
    assert.deepEqual([json.version, json.valid], [1, false]);
    assert.ok(json.diagnostics.some(({ line, severity }: { line: number; severity: string }) => line === 10 && severity === "error"));
  });

  test("places and role of the configuration count, as when it is compiled", async (context) => {
    const space = session(context, commands);
    space.write("parts/order.yaml", "{ type: object }\n");
    space.write("api/asyncapi.yaml", document().replace("{ type: object }", '{ $ref: "../parts/order.yaml" }'));
    const denied = [await space.type("validate api/asyncapi.yaml"), await space.type("api/asyncapi.yaml --dry-run")];
    assert.deepEqual(
      denied.map(({ code, err }) => [code, err.includes("[ref-outside]")]),
      [
        [2, true],
        [2, true],
      ],
    );
    space.write(
      "package.json",
      JSON.stringify({ type: "module", "boost-gen": { documents: [{ document: "api/asyncapi.yaml", allowRef: ["parts"] }] } }),
    );
    const allowed = [await space.type("validate api/asyncapi.yaml"), await space.type("api/asyncapi.yaml --dry-run")];
    assert.deepEqual(
      allowed.map(({ code }) => code),
      [0, 0],
    );
  });

  test("a document that is not there: exit 2", async (context) => {
    const { code, err } = await session(context, commands).type("validate none.yaml");
    assert.deepEqual([code, /none.yaml: error: /.test(err)], [2, true]);
  });

  test("--strict asks the official parser before anything is written", async (context) => {
    const space = session(context, commands);
    space.write("asyncapi.yaml", document());
    const { code, err } = await space.type("asyncapi.yaml --strict --dry-run");
    assert.equal(code, 0);
    assert.match(err, /\[official-information\]/);
    assert.doesNotMatch((await space.type("asyncapi.yaml --dry-run")).err, /official/);
  });
});
