import { Redis } from "ioredis";
import { fc } from "../../random/fast-check.ts";
import { body, bytes, words } from "./parts.ts";
import type { Sender } from "./sender.ts";

const header = fc.oneof(fc.jsonValue(), fc.array(words, { maxLength: 3 }));

/** What says that it is an envelope of ours. */
const envelope = fc
  .record(
    {
      "boost-gen": fc.constantFrom<unknown>(1, 1, 1, 2, "1", null),
      data: fc.oneof(
        bytes.map((value) => value.toString("base64")),
        words,
        fc.jsonValue(),
      ),
      headers: fc.oneof(
        fc.dictionary(fc.constantFrom("boost-id", "correlationId", "replyTo", "content-type", "__proto__", "ce_id", "a"), header),
        fc.jsonValue(),
      ),
    },
    { requiredKeys: ["boost-gen"] },
  )
  .map((value) => Buffer.from(JSON.stringify(value)));

export function redisChannelSender(url: string, address: string): Sender<Buffer> {
  const client = new Redis(url);
  return {
    message: fc.oneof(envelope, body),
    send: async (odd) => void (await client.publish(address, odd)),
    close: async () => void (await client.quit()),
  };
}
