import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface FakeRegistry {
  readonly url: string;
  /** `GET /schemas/ids/1`, in the order in which they came. */
  readonly asked: string[];
  /** The headers of the last question. */
  readonly headers: IncomingMessage["headers"];
  /** Over what it knows. Undefined: as it is. */
  answer: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
  close(): Promise<void>;
}

/** Knows these answers by `GET /path` or `POST /path`, as JSON; everything else is 404, as Confluent's registry says it. */
export async function fakeRegistry(known: Readonly<Record<string, object>> = {}): Promise<FakeRegistry> {
  const asked: string[] = [];
  let headers: IncomingMessage["headers"] = {};
  const server = createServer((request, response) => {
    const question = `${request.method} ${request.url}`;
    asked.push(question);
    headers = request.headers;
    request.resume();
    if (registry.answer?.(request, response) === true) return;
    const answer = known[question];
    response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/vnd.schemaregistry.v1+json" });
    response.end(JSON.stringify(answer ?? { error_code: question.includes("/schemas/") ? 40403 : 40401, message: "not found" }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const registry: FakeRegistry = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    get headers() {
      return headers;
    },
    answer: undefined,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return registry;
}

/** Answers everything so. */
export function always(status: number, body: string, headers: Readonly<Record<string, string>> = {}): FakeRegistry["answer"] {
  return (_request, response) => {
    response.writeHead(status, headers);
    response.end(body);
    return true;
  };
}
