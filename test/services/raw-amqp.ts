import { once } from "node:events";
import { createConnection } from "node:net";

const short = (text: string): Buffer => Buffer.concat([Buffer.from([Buffer.byteLength(text)]), Buffer.from(text)]);
const long = (bytes: Buffer): Buffer => Buffer.concat([uint32(bytes.length), bytes]);

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function frame(type: number, channel: number, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from([type]), uint16(channel), uint32(payload.length), payload, Buffer.from([0xce])]);
}

/** A field table with `levels` tables inside each other. */
export function nestedTable(levels: number): Buffer {
  let value: Buffer = Buffer.alloc(0);
  for (let level = 0; level < levels; level += 1) value = Buffer.concat([short(""), Buffer.from("F"), long(value)]);
  return Buffer.concat([short("x"), Buffer.from("F"), long(value)]);
}

/** `table` are the bytes of the headers. */
export async function publishRawTable(address: string, queue: string, table: Buffer, body: string): Promise<void> {
  const properties = Buffer.concat([uint16(0xa000), short("application/json"), long(table)]);
  await publishRaw(address, queue, properties, Buffer.from(body));
}

/**
 * Publishes to a queue what no client library writes: `properties` are the bytes behind the body's size in the content header, flags first. Speaks as
 * much of AMQP 0-9-1 as that takes, with confirmation. @throws when the server closes connection or channel instead
 */
export async function publishRaw(address: string, queue: string, properties: Buffer, body: Buffer): Promise<void> {
  const url = new URL(address);
  const socket = createConnection(Number(url.port), url.hostname);
  // What the server refuses it also cuts off.
  socket.on("error", () => undefined);
  let received = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
  });
  /** Class and method of the next frame that is one. */
  const answer = async (): Promise<readonly [number, number]> => {
    for (;;) {
      const size = received.length < 7 ? Number.POSITIVE_INFINITY : received.readUInt32BE(3) + 8;
      if (received.length >= size) {
        const [type, payload] = [received[0], received.subarray(7, size - 1)];
        received = received.subarray(size);
        if (type === 1) return [payload.readUInt16BE(0), payload.readUInt16BE(2)];
        continue;
      }
      if (socket.destroyed) throw new Error("the server closed the connection");
      await Promise.race([once(socket, "data"), once(socket, "close")]);
    }
  };
  const method = (channel: number, [kind, name]: readonly [number, number], ...parts: Buffer[]): void => {
    socket.write(frame(1, channel, Buffer.concat([uint16(kind), uint16(name), ...parts])));
  };
  try {
    await once(socket, "connect");
    socket.write(Buffer.from([...Buffer.from("AMQP"), 0, 0, 9, 1]));
    await answer();
    const login = Buffer.from(`\0${url.username}\0${url.password}`);
    method(0, [10, 11], long(Buffer.alloc(0)), short("PLAIN"), long(login), short("en_US"));
    await answer();
    method(0, [10, 31], uint16(2_047), uint32(131_072), uint16(0));
    method(0, [10, 40], short("/"), short(""), Buffer.from([0]));
    await answer();
    method(1, [20, 10], short(""));
    await answer();
    method(1, [85, 10], Buffer.from([0]));
    await answer();
    method(1, [60, 40], uint16(0), short(""), short(queue), Buffer.from([0]));
    const size = Buffer.concat([uint32(0), uint32(body.length)]);
    socket.write(frame(2, 1, Buffer.concat([uint16(60), uint16(0), size, properties])));
    for (let at = 0; at < body.length; at += 100_000) socket.write(frame(3, 1, body.subarray(at, at + 100_000)));
    const [kind, name] = await answer();
    if (kind !== 60 || name !== 80) throw new Error(`not confirmed: method ${kind}.${name}`);
  } finally {
    socket.destroy();
  }
}
