import type { LiveEvent, LiveMessage } from "../../src/studio/shared/live.ts";
import { waitFor } from "../services/index.ts";

export interface Asking {
  /** The answer of the studio; of a stream all of its text. */
  readonly ask: <Answer>(path: string, body?: unknown, isStream?: boolean) => Promise<Answer>;
  /** Once the answer has ended. */
  readonly status: (path: string, body?: unknown) => Promise<number>;
  /** The first message of Live that is looked for. */
  readonly live: (wanted: (message: LiveMessage) => boolean) => Promise<LiveMessage>;
  readonly asked: (path: string, body?: unknown) => Promise<Response>;
}

/** The page's own questions, with the token of its address. */
export function asking(address: string): Asking {
  const { origin, hash } = new URL(address);
  const asked = (path: string, body?: unknown): Promise<Response> =>
    fetch(`${origin}/api/${path}`, {
      headers: {
        authorization: `Bearer ${hash.slice("#token=".length)}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
    });
  return {
    asked,
    ask: async <Answer>(path: string, body?: unknown, isStream = false) => {
      const text = await (await asked(path, body)).text();
      return (isStream ? text : JSON.parse(text)) as Answer;
    },
    status: async (path, body) => {
      const response = await asked(path, body);
      await response.text();
      return response.status;
    },
    live: (wanted) =>
      waitFor(
        async () => {
          const event = await firstEvent(await asked("live"));
          const found = event.messages.find(wanted);
          if (found === undefined) throw new Error(`not seen yet: ${JSON.stringify(event)}`);
          return found;
        },
        { timeoutMs: 120_000 },
      ),
  };
}

/** What a stream of Live says first, which is what it remembers. */
export async function firstEvent({ body }: Response): Promise<LiveEvent> {
  let text = "";
  for await (const part of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += part;
    const data = /^data: (.*)\n\n/m.exec(text)?.[1];
    if (data !== undefined) return JSON.parse(data) as LiveEvent;
  }
  throw new Error(`no event: ${text}`);
}
