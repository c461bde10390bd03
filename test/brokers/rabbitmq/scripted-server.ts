import { type AddressInfo, createServer, type Socket } from "node:net";
import type { Sink } from "../../../src/runtime/brokers/broker.ts";

const short = (text: string): Buffer => Buffer.concat([Buffer.from([Buffer.byteLength(text)]), Buffer.from(text)]);
const long = (text: string): Buffer => Buffer.concat([number(text.length, 4), Buffer.from(text)]);

function number(value: number, bytes: number): Buffer {
  const written = Buffer.alloc(bytes);
  written.writeUIntBE(value, 0, bytes);
  return written;
}

/** Class and method, such as `60.20` for basic.consume, and the bytes of its arguments. */
export type Method = readonly [id: string, argument: Buffer];

const nothing = Buffer.alloc(0);
const start = Buffer.concat([Buffer.from([0, 9]), number(0, 4), long("PLAIN"), long("en_US")]);

export const consumeOk: Method = ["60.21", short("tag")];
/** The server's own, as when the queue went away. */
export const cancel: Method = ["60.30", Buffer.concat([short("tag"), Buffer.from([1])])];
export const closeChannel: Method = ["20.40", Buffer.concat([number(541, 2), short("INTERNAL_ERROR"), number(0, 2), number(0, 2)])];

export const openOk: Method = ["10.41", short("")];
export const closeConnection: Method = ["10.50", Buffer.concat([number(320, 2), short("CONNECTION_FORCED"), number(0, 2), number(0, 2)])];

const usual: Readonly<Record<string, Method>> = {
  "10.11": ["10.30", Buffer.concat([number(100, 2), number(131_072, 4), number(0, 2)])],
  "10.40": openOk,
  "10.50": ["10.51", nothing],
  "20.10": ["20.11", long("")],
  "20.40": ["20.41", nothing],
  "50.10": ["50.11", Buffer.concat([short("q"), number(0, 4), number(0, 4)])],
  "60.10": ["60.11", nothing],
  "60.20": consumeOk,
  "60.30": ["60.31", short("tag")],
};

function frame(channel: number, [id, argument]: Method): Buffer {
  const method = Buffer.concat([...id.split(".").map((part) => number(Number(part), 2)), argument]);
  return Buffer.concat([Buffer.from([1]), number(channel, 2), number(method.length, 4), method, Buffer.from([0xce])]);
}

/** Takes nothing, and keeps what it is told of the source. */
export function tellingSink(told: string[]): Sink {
  return {
    deliver() {},
    room: () => 1,
    onRoom() {},
    state: (is) => void told.push(is),
    fatal: (error) => void told.push(String(error)),
  };
}

/** Speaks AMQP 0-9-1 as it is told, for what a server does in an instant that no test of a real one hits. All that `answer` returns leaves in one piece; `undefined`: as usual. */
export async function scriptedServer(
  answer: (method: string, sayMore: (method: Method) => void) => readonly Method[] | undefined,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    let received = nothing;
    let greeted = false;
    socket.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (!greeted && received.length >= 8) {
        greeted = true;
        received = received.subarray(8);
        socket.write(frame(0, ["10.10", start]));
      }
      for (let size = sizeOf(received); received.length >= size; size = sizeOf(received)) {
        const [type, channel, method] = [received[0], received.readUInt16BE(1), received.subarray(7, size - 1)];
        received = received.subarray(size);
        if (type !== 1) continue;
        const id = `${method.readUInt16BE(0)}.${method.readUInt16BE(2)}`;
        const own = usual[id];
        const answers = answer(id, (more) => socket.write(frame(channel, more))) ?? (own === undefined ? [] : [own]);
        if (answers.length > 0) socket.write(Buffer.concat(answers.map((method) => frame(channel, method))));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `amqp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function sizeOf(received: Buffer): number {
  return received.length < 7 ? Number.POSITIVE_INFINITY : received.readUInt32BE(3) + 8;
}
