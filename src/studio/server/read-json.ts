import type { IncomingMessage } from "node:http";
import { Refused } from "./route.ts";

/** Bytes. A message of a megabyte, written as JSON inside JSON, fits. */
const mostBytes = 8 * 1024 * 1024;

/** A form of another site cannot send this type without asking first. @throws Refused */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers["content-type"] ?? "")) throw new Refused("a request has to be application/json");
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > mostBytes) throw new Refused(`a request has at most ${mostBytes} bytes`);
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString("utf8"));
  } catch {
    throw new Refused("the request is not JSON");
  }
}
