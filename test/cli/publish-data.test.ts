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
    ["folder", "`folder` cannot be read: it is a folder."],
    ...(process.platform === "linux" ? [["/dev/zero", "`/dev/zero` is larger than 64 MB, which no broker takes."] as const] : []),
  ] as const)
    assert.deepEqual(await publish(data), { code: 2, out: "", err: `error: ${sentence}\n` });
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
