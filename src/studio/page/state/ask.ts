import type { Refusal } from "../../shared/about.ts";
import { takeToken } from "./token.ts";

const token = takeToken();

/** What the server said instead of an answer; `status` 0: nobody answers. */
export class AskError extends Error {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/** @throws AskError */
export async function ask<Answer>(path: string, query: { readonly [name: string]: string } = {}, signal?: AbortSignal): Promise<Answer> {
  const search = new URLSearchParams(query).toString();
  return (await send(`api/${path}${search === "" ? "" : `?${search}`}`, { signal: signal ?? null })).json();
}

/** @throws AskError */
export async function tell<Answer>(path: string, body: unknown, signal?: AbortSignal): Promise<Answer> {
  return (await send(`api/${path}`, posting(body, signal))).json();
}

export function posting(body: unknown, signal?: AbortSignal): RequestInit {
  return { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" }, signal: signal ?? null };
}

/** @throws AskError */
export async function send(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${token}` },
      referrerPolicy: "no-referrer",
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new AskError("The studio does not answer. It may have been stopped; start it again and open the address that it prints.", 0);
  }
  if (response.ok) return response;
  const { error } = (await response.json().catch(() => ({ error: response.statusText }))) as Refusal;
  throw new AskError(error, response.status);
}
