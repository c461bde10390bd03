import assert from "node:assert/strict";
import { test } from "node:test";
import { madeText } from "../../src/cli/try/made-text.ts";
import { base64Pattern, fixedPattern } from "../../src/compiler/lower/schemas/avro/texts.ts";
import { avroCodec } from "../../src/runtime/formats/avro/index.ts";
import { compiled } from "../truth/compiled.ts";

const schema = {
  type: "record",
  name: "Whole",
  fields: [
    { name: "some", type: "bytes" },
    ...[0, 1, 2, 3, 4, 16, 400].map((size) => ({ name: `fixed${size}`, type: { type: "fixed", name: `F${size}`, size } })),
  ],
};

const bytes = (length: number): string => Buffer.alloc(length, 0xa7).toString("base64");
const whole = { some: bytes(5), ...Object.fromEntries(schema.fields.slice(1).map(({ name }) => [name, bytes(Number(name.slice(5)))])) };

test("a text of bytes is valid where it can be written, and nowhere else", async () => {
  const { contract } = await compiled(
    JSON.stringify({
      asyncapi: "3.0.0",
      info: { title: "Bytes", version: "1" },
      channels: {
        all: {
          address: "all",
          messages: { One: { payload: { schemaFormat: "application/vnd.apache.avro;version=1.12.0", schema } } },
        },
      },
      operations: { onAll: { action: "receive", channel: { $ref: "#/channels/all" } } },
    }),
  );
  const validator = Object.values(contract.operations[0]?.channel.messages ?? {})[0]?.payload;
  assert.ok(validator !== undefined);
  const codec = avroCodec(JSON.stringify(schema));
  const others = ["", "aaaaaa==", "aaaaaaa=", "ffff", "AA==", "AAA=", "AAAA", "AB==", "AAB=", "A", "====", "AA==AAAA", "\nAAAA", "AAA_"];
  for (const { name } of schema.fields)
    for (const text of [whole[name as keyof typeof whole], ...others]) {
      const value = { ...whole, [name]: text };
      let isWritten = true;
      try {
        codec.encode(value);
      } catch {
        isWritten = false;
      }
      // Of a very long one only the length is compared.
      if (name !== "fixed400") assert.equal(validator.safeParse(value).success, isWritten, `${name}: ${text}`);
    }
});

test("a value that `try` makes up for bytes can be written", () => {
  for (const size of [undefined, 0, 1, 2, 3, 4, 5, 16, 20, 32]) {
    const length = size === undefined ? {} : { minLength: 4 * Math.ceil(size / 3), maxLength: 4 * Math.ceil(size / 3) };
    const source = size === undefined ? base64Pattern : fixedPattern(size);
    for (const name of ["f4", "hash", "photo", "b"]) {
      const text = madeText({ kind: "string", formats: [], patterns: [{ source, flags: "u", bounded: true }], ...length }, name, 0);
      assert.ok(text !== undefined, `${size} ${name}`);
      assert.equal(Buffer.from(text, "base64").toString("base64"), text);
      if (size !== undefined) assert.equal(Buffer.from(text, "base64").length, size);
    }
  }
});
