import { createServer } from "node:net";

/** Below Linux's range of outgoing ports, so no client connection takes the port while its server is down between `kill` and `start`. */
const lowest = 15_000;
const highest = 31_000;

/** A port of 127.0.0.1 on which nobody listens. Random, so that test processes running side by side rarely try the same one. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port between ${lowest} and ${highest}`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => resolve(true)));
  });
}
