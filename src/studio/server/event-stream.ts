import { once } from "node:events";
import type { ServerResponse } from "node:http";

/** Milliseconds. A line that means nothing tells both sides that the other one is there. */
const heartbeat = 10_000;

/** One event for each item. The next one is asked for when the last one has left, so that a page that sleeps takes no memory here. */
export async function sendEvents(response: ServerResponse, items: AsyncIterable<unknown>, signal: AbortSignal): Promise<void> {
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
  });
  response.flushHeaders();
  const beat = setInterval(() => void response.write(":\n\n"), heartbeat);
  beat.unref();
  try {
    for await (const item of items) {
      if (signal.aborted) return;
      if (!response.write(`data: ${JSON.stringify(item)}\n\n`)) await once(response, "drain", { signal });
    }
    response.write("event: end\ndata: null\n\n");
  } catch (error) {
    if (!signal.aborted)
      response.write(`event: error\ndata: ${JSON.stringify({ error: error instanceof Error ? error.message : String(error) })}\n\n`);
  } finally {
    clearInterval(beat);
    response.end();
  }
}
