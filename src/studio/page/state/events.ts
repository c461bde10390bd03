import { AskError, send } from "./ask.ts";

/** Reads server-sent events; by `fetch`, because an `EventSource` cannot send the token as a header. @throws AskError */
export async function* events<Item>(path: string, init: RequestInit): AsyncGenerator<Item> {
  const response = await send(path, { ...init, headers: { ...init.headers, accept: "text/event-stream" } });
  if (response.body === null) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === "AbortError") throw error;
      throw new AskError("The connection to the studio ended.", 0);
    });
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const event = /^event: (.*)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (event === "end") return;
      if (data === undefined) continue;
      if (event === "error") throw new AskError((JSON.parse(data) as { error: string }).error, 500);
      yield JSON.parse(data) as Item;
    }
  }
}
