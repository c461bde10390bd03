import assert from "node:assert/strict";
import { test } from "node:test";
import { commands } from "../../src/cli/commands.ts";
import { session } from "./session.ts";

const document = `asyncapi: 3.0.0
info: { title: T, version: '1' }
servers: { s: { host: h, protocol: redis } }
channels: { c: { address: c, messages: { m: { name: Ordered, payload: { type: object, properties: { a: { type: string } } } } } } }
operations: { o: { action: send, channel: { $ref: '#/channels/c' } } }
`;

test("the data of publish that cannot be read, or never ends: a sentence each", async (context) => {
  const space = session(context, commands);
  space.write("asyncapi.yaml", document);
  space.write("data.json", '\uFEFF{ "a": "b" }');
  space.write("folder/x", "");
  const publish = (data: string) => space.type(["publish", "Ordered", "--data", data, "--dry-run"]);
  assert.deepEqual(await publish("data.json"), { code: 0, out: 'would publish Ordered to "c" (9 bytes)\n', err: "" });
  for (const [data, sentence] of [
    ["none.json", "`none.json` cannot be read: there is no such file."],
    [
      '{"a":"b"}',
      '--data names a file, and `{"a":"b"}` is none; a payload itself goes through standard input: echo \'…\' | boost-gen publish … --data -',
    ],
    ["folder", "`folder` cannot be read: it is a folder."],
    ...(process.platform === "linux" ? [["/dev/zero", "`/dev/zero` is larger than 64 MB, which no broker takes."] as const] : []),
  ] as const)
    assert.deepEqual(await publish(data), { code: 2, out: "", err: `error: ${sentence}\n` });
});

test("a dry run says what of the bytes is known only when they are sent", async (context) => {
  const space = session(context, commands);
  const avro = (name: string): string =>
    `{ schemaFormat: "application/vnd.apache.avro;version=1.9.0", schema: { type: record, name: ${name}, fields: [{ name: id, type: string }] } }`;
  const written = (more: string): void =>
    space.write(
      "asyncapi.yaml",
      `asyncapi: 3.0.0
info: { title: T, version: '1' }
servers: { s: { host: h, protocol: kafka, bindings: { kafka: { schemaRegistryUrl: "http://registry:8081" } } } }
channels:
  c:
    address: c
    messages: { m: { name: Ordered, payload: ${avro("Ordered")}, examples: [{ payload: { id: "1" } }]${more} } }
operations: { o: { action: send, channel: { $ref: '#/channels/c' } } }
`,
    );
  written("");
  const later = "which is looked up when it is sent and not among these bytes";
  const value = `it goes with the id of subject "c-value" (confluent), ${later}\n`;
  assert.deepEqual(await space.type("publish Ordered --dry-run"), {
    code: 0,
    out: `would publish Ordered to "c" (2 bytes)\n${value}`,
    err: "",
  });
  written(`, bindings: { kafka: { key: ${avro("Key")} } }, x-boost: { key: { id: "{$message.payload#/id}" } }`);
  const keyed = await space.type("publish Ordered --dry-run");
  assert.deepEqual(
    [keyed.out, keyed.err],
    [
      `would publish Ordered to "c" (2 bytes, key "{"id":"1"}")\n${value}its key goes with the id of subject "c-key" (confluent), ${later}\n`,
      "",
    ],
  );
  written(", x-boost: { registry: { framing: none } }");
  assert.equal((await space.type("publish Ordered --dry-run")).out, 'would publish Ordered to "c" (2 bytes)\n');
});

test("of thousands of messages the nearest is named, and a few", async (context) => {
  const space = session(context, commands);
  const names = Array.from({ length: 50 }, (_, index) => `Ordered${index}`);
  const messages = names.map(
    (name) => `m${name}: { name: ${name}, payload: { type: object, required: [k], properties: { k: { const: ${name} } } } }`,
  );
  space.write("asyncapi.yaml", document.replace(/messages: .*/, `messages: { ${messages.join(", ")} } } }`));
  const { code, err } = await space.type("publish Orderd7 --dry-run");
  assert.equal(code, 2);
  assert.match(err, /; did you mean "Ordered7"\? its messages are (?:Ordered\d+, ){19}Ordered19 and 30 more\n$/);
});
