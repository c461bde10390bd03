import assert from "node:assert/strict";
import { test } from "node:test";
import avsc from "avsc";
import { codecOf } from "../../src/runtime/decode/wire.ts";
import { InvalidMessage } from "../../src/runtime/ground/errors.ts";
import type { Validator } from "../../src/runtime/schema/validator.ts";
import { randomsFrom } from "../random/randoms.ts";
import { runSeed } from "../random/run-seed.ts";
import { compiled } from "../truth/compiled.ts";
import { randomAvro } from "./random-avro.ts";

const documents = process.env["BOOST_TEST_LONG"] === "1" ? 2_000 : 60;

const logicals: { readonly [type: string]: readonly object[] } = {
  int: [{ logicalType: "date" }, { logicalType: "time-millis" }],
  long: [
    ...["time-micros", "timestamp-millis", "timestamp-micros", "timestamp-nanos"].map((logicalType) => ({ logicalType })),
    ...["local-timestamp-millis", "local-timestamp-micros", "local-timestamp-nanos"].map((logicalType) => ({ logicalType })),
  ],
  bytes: [
    { logicalType: "decimal", precision: 60, scale: 3 },
    { logicalType: "decimal", precision: 60 },
  ],
};

/** The same bytes, with meanings given to some of the types. avsc ignores these, so it writes what it is told. */
function withMeanings(schema: unknown, random: () => number): unknown {
  if (typeof schema === "string") {
    const choices = logicals[schema] ?? [];
    const chosen = random() < 0.5 ? choices[Math.floor(random() * choices.length)] : undefined;
    return chosen === undefined ? schema : { type: schema, ...chosen };
  }
  if (Array.isArray(schema)) return schema.map((branch) => withMeanings(branch, random));
  const { items, values, fields, ...rest } = schema as { readonly [key: string]: unknown };
  return {
    ...rest,
    ...(items === undefined ? {} : { items: withMeanings(items, random) }),
    ...(values === undefined ? {} : { values: withMeanings(values, random) }),
    ...(Array.isArray(fields) ? { fields: fields.map((field) => ({ ...field, type: withMeanings(field.type, random) })) } : {}),
  };
}

test("what is decoded is what the validator of the message accepts, which is therefore not asked", async () => {
  const random = randomsFrom(runSeed);
  let asked = 0;
  for (let count = 0; count < documents; count += 1) {
    const { schema, theirs } = randomAvro(random);
    const ours = withMeanings({ type: "record", name: "Whole", fields: [{ name: "value", type: schema }] }, random);
    const mapping = random() < 0.3 ? { avro: { long: "string" } } : {};
    const text = JSON.stringify({
      asyncapi: "3.0.0",
      info: { title: "Random", version: "1" },
      "x-boost": mapping,
      channels: {
        all: {
          address: "all",
          messages: { One: { payload: { schemaFormat: "application/vnd.apache.avro;version=1.12.0", schema: ours } } },
        },
      },
      operations: { onAll: { action: "receive", channel: { $ref: "#/channels/all" } } },
    });
    const { contract } = await compiled(text);
    const message = Object.values(contract.operations[0]?.channel.messages ?? {})[0];
    const codec = message === undefined ? undefined : codecOf(message);
    assert.ok(message !== undefined && codec !== undefined);
    const validator: Validator<unknown> = message.payload;
    const type = avsc.Type.forSchema(JSON.parse(JSON.stringify(schema)), { wrapUnions: true });
    for (let round = 0; round < 5; round += 1) {
      let decoded: unknown;
      try {
        decoded = codec.decode(type.toBuffer(theirs()), { depth: 100 });
      } catch (error) {
        // A time of day beyond its day, a text that is no UUID: such a body never gets as far as a validator.
        if (error instanceof InvalidMessage) continue;
        throw error;
      }
      asked += 1;
      const judged = validator.safeParse(decoded);
      if (!judged.success) assert.fail(`${JSON.stringify(judged.error.issues)} of ${JSON.stringify(decoded)} in ${text}`);
      assert.deepEqual(judged.data, decoded, text);
      assert.deepEqual(codec.decode(codec.encode(judged.data), { depth: 100 }), decoded, text);
    }
  }
  assert.ok(asked > documents, `${asked} values were asked about`);
});
