import type { AssignerProtocol } from "kafkajs";

/** What kafkajs has inside, as far as this changes it. */
interface Decoder {
  readVarIntArray(reader: unknown): unknown[];
}

interface Exports {
  readonly AssignerProtocol: typeof AssignerProtocol;
}

type Header = { readonly key: string; readonly value: unknown };

/**
 * kafkajs puts the headers of a record into an object that it copies for each of them, and a header's values into a list that it copies for each value:
 * a record of 55 KB took 16 s, in which nothing else of the process ran. The list that its own reader gives it here puts them together in one go.
 * False where this kafkajs reads in another way.
 */
export function readHeadersInOneGo(kafkaJs: Exports): boolean {
  const decoder = decoderOf(kafkaJs);
  if (decoder === undefined) return false;
  if (patched.has(decoder)) return true;
  patched.add(decoder);
  const read = decoder.readVarIntArray;
  decoder.readVarIntArray = function (this: Decoder, reader) {
    const list = read.call(this, reader);
    return Object.assign(list, { reduce: () => together(list as readonly Header[]) });
  };
  return true;
}

const patched = new WeakSet<Decoder>();

/** Version 0, no topics, no bytes. */
const noMetadata = Buffer.alloc(10);

/**
 * The prototype of kafkajs's decoder, which it exports to nobody; by its path in the package it would not be found in a bundle. So an object that is
 * given a `buffer` while kafkajs decodes something in front of us is caught in the act.
 */
function decoderOf({ AssignerProtocol }: Exports): Decoder | undefined {
  let caught: object | undefined;
  try {
    Object.defineProperty(Object.prototype, "buffer", {
      configurable: true,
      set(this: object, value: unknown) {
        caught ??= this;
        Object.defineProperty(this, "buffer", { value, configurable: true, enumerable: true, writable: true });
      },
    });
    AssignerProtocol.MemberMetadata.decode(noMetadata);
  } catch {
    // Intrinsics are frozen, or it is another kafkajs.
  } finally {
    Reflect.deleteProperty(Object.prototype, "buffer");
  }
  const decoder = caught === undefined ? undefined : (Object.getPrototypeOf(caught) as Partial<Decoder>);
  return typeof decoder?.readVarIntArray === "function" ? (decoder as Decoder) : undefined;
}

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
