/** What a request came with, checked already: token, host, origin, size. */
export interface StudioRequest {
  readonly query: URLSearchParams;
  /** Of a POST: the parsed JSON. */
  readonly body: unknown;
  /** Fires when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** One path of the API. Those that `writes` exist only where the studio may write. */
export type Route = {
  /** Below `/api/`. */
  readonly path: string;
  readonly writes?: true;
} & (
  | { readonly method: "GET" | "POST"; readonly answer: (request: StudioRequest) => unknown }
  /** Server-sent events: one for each item. */
  | { readonly method: "GET" | "POST"; readonly stream: (request: StudioRequest) => AsyncIterable<unknown> }
);

/** Thrown by a route: a sentence for the person, not a mistake of ours. */
export class Refused extends Error {
  override readonly name = "Refused";
  /** HTTP status that it is answered with. */
  readonly status: 400 | 404 | 409 | 502;

  constructor(message: string, status: 400 | 404 | 409 | 502 = 400) {
    super(message);
    this.status = status;
  }
}
