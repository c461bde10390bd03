import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { describe, test } from "node:test";
import { parse } from "yaml";
import { commands } from "../../src/cli/commands.ts";
import { session } from "./session.ts";

const document = `asyncapi: 3.0.0
info: { title: T, version: 1.0.0 }
servers: { kafka: { host: localhost, protocol: kafka } }
channels:
  orders:
    address: orders
    messages:
      created: { name: Created, payload: { type: object, required: [id], properties: { id: { type: string } } }, examples: [{ payload: { id: a } }], x-temporal: { workflow: W, workflowId: "w-{$message.payload#/id}", taskQueue: q } }
operations:
  onOrder: { action: receive, channel: { $ref: "#/channels/orders" } }
`;

describe("a document that nobody names and that lies here", () => {
  for (const file of ["asyncapi.yaml", "asyncapi.yml", "asyncapi.json"])
    for (const [line, said] of [
      ["--out x", /^x\/ +\d files written/],
      ["--dry-run", /would be written/],
      ["validate", new RegExp(`^${file} is valid`)],
      ["try --once", /1 message tried, all went well/],
      ["publish Created --dry-run", /^would publish Created to "orders"/],
    ] as const)
      test(`${file} is found by boost-gen ${line}`, async (context) => {
        const space = session(context, commands);
        space.write(file, file.endsWith(".json") ? JSON.stringify(parse(document)) : document);
        const { code, out, err } = await space.type(line);
        assert.deepEqual([code, said.test(out)], [0, true], `${out}${err}`);
        assert.equal(existsSync(space.path("x")), line === "--out x");
      });

  for (const command of ["", "validate", "try"])
    test(`where none lies, boost-gen ${command} says how to name it`, async (context) => {
      const { code, err } = await session(context, commands).type(command);
      assert.equal(code, 2);
      assert.match(
        err,
        new RegExp(`^error: no document is named, .*name it: boost-gen ${command === "" ? "" : `${command} `}<document>\\n$`),
      );
    });

  test("of several that the configuration names one has to be named", async (context) => {
    const space = session(context, commands);
    for (const name of ["a", "b"]) space.write(`${name}.yaml`, document);
    space.write("boost-gen.config.json", JSON.stringify({ documents: [{ document: "a.yaml" }, { document: "b.yaml" }] }));
    for (const command of ["validate", "try --once"])
      assert.match((await space.type(command)).err, /there are several documents; name one: boost-gen \w+ a\.yaml, boost-gen \w+ b\.yaml/);
  });
});
