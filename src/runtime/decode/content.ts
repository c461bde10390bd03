import { InvalidMessage } from "../ground/errors.ts";
import { decodeJson, decodeText } from "./json.ts";
import type { Limits } from "./limits.ts";

export type Family = "json" | "text" | "bytes";

export interface MediaType {
  /** Lower case, without parameters. */
  readonly essence: string;
  readonly charset: string | undefined;
}

/** Few different ones come, but a producer could make each one new. */
const known = new Map<string, MediaType>();

export function mediaType(text: string): MediaType {
  const seen = known.get(text);
  if (seen !== undefined) return seen;
  if (known.size >= 1_000) known.clear();
  const type = parseMediaType(text);
  known.set(text, type);
  return type;
}

function parseMediaType(text: string): MediaType {
  const [essence = "", ...parameters] = text.split(";");
  const charset = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([^"\s]+)"?\s*$/i.exec(parameter)?.[1])
    .find((found) => found !== undefined);
  return { essence: essence.trim().toLowerCase(), charset: charset?.toLowerCase() };
}

export function familyOf(essence: string): Family {
  if (essence === "" || essence === "application/json" || essence === "text/json" || essence.endsWith("+json")) return "json";
  return essence.startsWith("text/") ? "text" : "bytes";
}

const charsets = new Set([undefined, "utf-8", "utf8", "us-ascii"]);

/** @throws InvalidMessage */
export function boundBody(body: Uint8Array, limits: Limits): void {
  if (body.length > limits.bodyBytes)
    throw new InvalidMessage(`the body has ${body.length} bytes, more than the limit of ${limits.bodyBytes}`, { code: "too-large" });
}

/** @throws InvalidMessage when the bytes are not what the content type says. */
export function decodeBody(body: Uint8Array, type: MediaType, limits: Limits): unknown {
  boundBody(body, limits);
  const family = familyOf(type.essence);
  if (family === "bytes") return body;
  if (!charsets.has(type.charset)) {
    throw new InvalidMessage(`the content type names the charset "${type.charset}"; only UTF-8 is read`, { code: "encoding" });
  }
  return family === "json" ? decodeJson(body, limits) : decodeText(body);
}
