import { createRequire } from "node:module";

/** What kafkajs has inside, as far as this changes it. */
interface Decoder {
  readVarIntArray(reader: unknown): unknown[];
}

type Header = { readonly key: string; readonly value: unknown };

/**
 * kafkajs puts the headers of a record into an object that it copies for each of them, and a header's values into a list that it copies for each value:
 * a record of 55 KB took 16 s, in which nothing else of the process ran. The list that its own reader gives it here puts them together in one go.
 * Where kafkajs is bundled its parts cannot be reached, and it stays as it is.
 */
export function readHeadersInOneGo(): void {
  try {
    const require = createRequire(import.meta.url);
    const decoder: { prototype: Decoder } = require("kafkajs/src/protocol/decoder");
    const headerReader: unknown = require("kafkajs/src/protocol/recordBatch/header/v0/decoder");
    if (patched.has(decoder.prototype)) return;
    patched.add(decoder.prototype);
    const read = decoder.prototype.readVarIntArray;
    decoder.prototype.readVarIntArray = function (this: Decoder, reader) {
      const list = read.call(this, reader);
      return reader === headerReader ? Object.assign(list, { reduce: () => together(list as readonly Header[]) }) : list;
    };
  } catch {
    // Bundled, or another kafkajs.
  }
}

const patched = new WeakSet<object>();

/** By name: the value, or the values in their order. */
function together(headers: readonly Header[]): object {
  const byName = new Map<string, unknown[]>();
  for (const { key, value } of headers) {
    const values = byName.get(key);
    if (values === undefined) byName.set(key, [value]);
    else values.push(value);
  }
  return Object.fromEntries([...byName].map(([key, values]) => [key, values.length === 1 ? values[0] : values]));
}
