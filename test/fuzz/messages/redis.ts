import { Redis } from "ioredis";
import { fc } from "../../random/fast-check.ts";
import { body, bytes, name, words } from "./parts.ts";
import type { Sender } from "./sender.ts";

type Entry = readonly (readonly [field: string | Buffer, value: string | Buffer])[];

/** What other producers call the body, and names of ours with and without the mark of a header. */
const field = fc.oneof(
  fc.constantFrom("data", "__data__", "h:", "h:boost-id", "h:content-type", "value"),
  name,
  name.map((text) => `h:${text}`),
  bytes,
);

export function redisSender(url: string, address: string): Sender<Entry> {
  const client = new Redis(url);
  return {
    message: fc.array(fc.tuple(field, fc.oneof(words, bytes, body)), { minLength: 1, maxLength: 30 }),
    send: async (entry) => void (await client.xadd(address, "*", ...entry.flat())),
    close: async () => void (await client.quit()),
  };
}
