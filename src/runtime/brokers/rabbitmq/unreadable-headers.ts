/**
 * amqplib decodes a message's headers while it reads the frame, and what it cannot decode (nested 18,000 deep in one frame, a type that it does
 * not know) ends the connection: the message comes again, and ends the next one. So such a frame is read once more without its headers.
 */
import type { ChannelModel } from "amqplib";
import { sentence } from "../../ground/errors.ts";
import { unreadableHeader } from "../../ground/transport-headers.ts";

/** Of a frame: type, channel, size; of a content header: class, weight, body size, flags. */
const frameHead = 7;
const contentHead = 14;
const contentHeader = 2;
const has = { contentType: 0x8000, contentEncoding: 0x4000, headers: 0x2000 } as const;

interface Reading {
  rest: Buffer;
  recvFrame: () => unknown;
}

/** Without effect on an amqplib that reads frames in another way. */
export function outliveUnreadableHeaders(model: ChannelModel): void {
  const connection = model.connection as unknown as Partial<Reading>;
  const { recvFrame } = connection;
  if (typeof recvFrame !== "function" || !Buffer.isBuffer(connection.rest)) return;
  const reading = connection as Reading;
  reading.recvFrame = () => {
    const before = reading.rest;
    try {
      return recvFrame.call(reading);
    } catch (error) {
      const mended = withoutHeaders(before, `its headers: ${sentence(error)}`);
      if (mended === undefined) throw error;
      reading.rest = mended;
      return recvFrame.call(reading);
    }
  };
}

/** The same bytes with one header that says `why`, in place of those of the frame at their start. `undefined`: no content header with headers, or not all of it. */
function withoutHeaders(bytes: Buffer, why: string): Buffer | undefined {
  if (bytes.length < frameHead + contentHead || bytes[0] !== contentHeader) return undefined;
  const end = frameHead + bytes.readUInt32BE(3);
  if (bytes.length <= end) return undefined;
  const flags = bytes.readUInt16BE(frameHead + contentHead - 2);
  if ((flags & has.headers) === 0) return undefined;
  let from = frameHead + contentHead;
  for (const flag of [has.contentType, has.contentEncoding]) if ((flags & flag) !== 0) from += 1 + (bytes[from] ?? 0);
  if (from + 4 > end) return undefined;
  const to = from + 4 + bytes.readUInt32BE(from);
  if (to > end) return undefined;
  const table = tableOf(unreadableHeader, why.slice(0, 200));
  const payload = Buffer.concat([bytes.subarray(frameHead, from), table, bytes.subarray(to, end)]);
  const head = Buffer.from(bytes.subarray(0, frameHead));
  head.writeUInt32BE(payload.length, 3);
  return Buffer.concat([head, payload, bytes.subarray(end)]);
}

/** A field table of one text. */
function tableOf(name: string, value: string): Buffer {
  const text = Buffer.from(value);
  const entry = Buffer.concat([Buffer.from([name.length]), Buffer.from(name), Buffer.from("S"), uint32(text.length), text]);
  return Buffer.concat([uint32(entry.length), entry]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
