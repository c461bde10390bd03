import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline, Readable } from "node:stream";

/** In place of a body: one without an end. */
export const endlessly = Symbol("endlessly");

export interface Asked {
  readonly authorization: string | undefined;
  readonly form: { readonly [name: string]: string };
}

/** A token endpoint of the test's own, with its discovery document. */
export interface TokenEndpoint {
  readonly url: string;
  readonly discovery: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/** `answer`: status and JSON for each request. */
export async function startTokenEndpoint(
  answer: (asked: Asked, number: number) => readonly [status: number, body: object | string | typeof endlessly],
): Promise<TokenEndpoint> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (piece) => (text += String(piece)));
    request.on("end", () => {
      const isDiscovery = request.url?.startsWith("/.well-known/") === true;
      const one: Asked = { authorization: request.headers.authorization, form: Object.fromEntries(new URLSearchParams(text)) };
      if (!isDiscovery) asked.push(one);
      const [status, body] = isDiscovery ? ([200, { token_endpoint: `${base}/token` }] as const) : answer(one, asked.length);
      response.writeHead(status, { "content-type": "application/json", location: `${base}/elsewhere` });
      if (body === endlessly) {
        // The client hangs up, which ends the pipeline with an error.
        pipeline(Readable.from(spaces()), response, () => undefined);
        return;
      }
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${base}/token`,
    discovery: `${base}/.well-known/openid-configuration`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function* spaces(): Generator<string> {
  for (;;) yield " ".repeat(64 * 1024);
}

/** A JSON Web Token that nobody signed, which Kafka takes where it is not told whose signature it wants. */
export function unsignedToken(claims: { readonly [name: string]: unknown }): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none" })}.${part(claims)}.`;
}
