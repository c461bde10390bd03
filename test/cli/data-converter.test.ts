import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test as unlimited } from "node:test";
import { pathToFileURL } from "node:url";
import { Client, Connection } from "@temporalio/client";
import { AesCodec } from "../runtime/temporal/aes-codec.ts";
import { describeWithServices } from "../services/index.ts";
import { typed } from "./tools-setting.ts";

const test = (title: string, run: () => Promise<void>): void => void unlimited(title, { timeout: 120_000 }, run);

await describeWithServices(["temporal"], "a data converter that the configuration names", ({ temporal }) => {
  const folder = mkdtempSync(join(tmpdir(), "boost-gen-cli-converter-"));
  after(() => rmSync(folder, { recursive: true }));
  const key = randomBytes(32);
  const id = randomUUID();
  const env = { TEMPORAL_ADDRESS: temporal.address, BOOST_KAFKA_URL: "memory://here" };
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  const codecFile = JSON.stringify(pathToFileURL(join(import.meta.dirname, "../runtime/temporal/aes-codec.ts")).href);
  const configured = (dataConverter: string): void =>
    write("boost-gen.config.json", JSON.stringify({ documents: [{ document: "asyncapi.yaml", dataConverter }] }));

  write("package.json", '{"type":"module"}');
  write(
    "asyncapi.yaml",
    `
asyncapi: 3.0.0
info: { title: Secrets, version: 1.0.0 }
x-temporal: { taskQueue: cli-${id} }
servers: { kafka: { host: localhost, protocol: kafka } }
channels:
  orders:
    address: orders
    messages:
      Placed:
        name: Placed
        payload: { type: object, required: [id, text], properties: { id: { type: string }, text: { type: string } } }
        examples: [{ payload: { id: '${id}', text: the secret } }]
        x-temporal: { workflow: Echo, workflowId: '{$message.payload#/id}', args: ['{$message.payload#/text}'] }
operations: { onOrder: { action: receive, channel: { $ref: '#/channels/orders' } } }
`,
  );
  // An enum, which Node's own stripping of types does not take.
  write(
    "data-converter.ts",
    `import { AesCodec } from ${codecFile};
enum From { Hex = "hex" }
export const dataConverter = { payloadCodecs: [new AesCodec(Buffer.from("${key.toString("hex")}", From.Hex))] };
`,
  );

  test("try starts workflows whose history only it reads", async () => {
    configured("data-converter.ts");
    const { code, out, err } = await typed(folder, ["try", "--once"], env);
    assert.deepEqual([code, err], [0, ""]);
    assert.match(out, / {2}payloads {4}as your data converter writes them\n/);
    const connection = await Connection.connect({ address: temporal.address });
    try {
      const history = await new Client({ connection }).workflow.getHandle(id).fetchHistory();
      const [payload] = history.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
      assert.equal(Buffer.from(payload?.metadata?.["encoding"] ?? []).toString(), "binary/encrypted");
      const [plain] = await new AesCodec(key).decode([payload ?? assert.fail("no argument")]);
      assert.equal(Buffer.from(plain?.data ?? []).toString(), '"the secret"');
    } finally {
      await connection.close();
    }
  });

  test("doctor says whether it reads what it writes", async () => {
    configured("data-converter.ts");
    const { out } = await typed(folder, ["doctor"], env);
    assert.match(out, /^ok {7}data converter: \{"codecs":\["AesCodec"\]\}; it reads what it writes$/m);
    write("one-way.mjs", "export const dataConverter = { payloadCodecs: [{ encode: async () => [], decode: async (all) => all }] };");
    const wrong = await typed(folder, ["doctor"], { ...env, TEMPORAL_DATA_CONVERTER: "one-way.mjs" });
    assert.match(wrong.out, /^wrong {4}data converter: it reads undefined where it wrote \{/m);
    assert.equal(wrong.code, 1);
  });

  test("one that cannot be loaded is a sentence", async () => {
    configured("absent.ts");
    for (const [words, more, sentence] of [
      [["try", "--once"], {}, /`absent\.ts`, which `dataConverter` of the configuration names, cannot be loaded: /],
      [["doctor"], { TEMPORAL_DATA_CONVERTER: "package.json" }, /`package\.json`, which TEMPORAL_DATA_CONVERTER names, /],
    ] as const) {
      const { code, err } = await typed(folder, words, { ...env, ...more });
      assert.equal(code, 2);
      assert.match(err, sentence);
    }
    write("throws.ts", 'throw new Error("no key");\nexport {};');
    configured("throws.ts");
    assert.match((await typed(folder, ["doctor"], env)).err, /`throws\.ts`, .* cannot be loaded: no key \(throws\.ts:1:7\)/);
    write("nothing.ts", "export const converter = 1;");
    configured("nothing.ts");
    assert.match((await typed(folder, ["doctor"], env)).err, /`nothing\.ts`, .* exports no `dataConverter`/);
  });
});
