import type { MessageDefinition } from "boost-gen/tools";
import type { MessageContent, PayloadForm, TrialRequest } from "../../studio/shared/trial.ts";
import { isRecord } from "../record.ts";
import { saidOf } from "../said-of.ts";
import type { Specimen } from "../try/specimens.ts";

export function formOf({ contentType, wire }: Pick<MessageDefinition, "contentType" | "wire">): PayloadForm {
  if (wire !== undefined || /^application\/json\b|[/+]json\b/i.test(contentType)) return "json";
  return /^text\//i.test(contentType) ? "text" : "base64";
}

export function contentOf({ payload, sending }: Specimen): MessageContent {
  return {
    payload: payload instanceof Uint8Array ? Buffer.from(payload).toString("base64") : typed(payload),
    headers: Object.fromEntries(Object.entries(sending.headers ?? {}).map(([name, value]) => [name, String(value)])),
    parameters: sending.parameters ?? {},
    key: sending.key ?? "",
  };
}

function typed(payload: unknown): string {
  return typeof payload === "string" ? JSON.stringify(payload) : JSON.stringify(payload, undefined, 2);
}

/** @throws Error with a sentence where the text is not what the form says */
export function payloadOf(text: string, form: PayloadForm): unknown {
  if (form === "text") return text;
  if (form === "base64") return new Uint8Array(Buffer.from(text, "base64"));
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`the payload is not JSON: ${saidOf(error)}`);
  }
}

/** What a page sent, as far as it is what it should be. */
export function requestOf(body: unknown): TrialRequest | undefined {
  if (!isRecord(body) || typeof body["message"] !== "string" || !isRecord(body["content"])) return undefined;
  const { payload, headers, parameters, key } = body["content"];
  if (typeof payload !== "string" || typeof key !== "string" || !isTexts(headers) || !isTexts(parameters)) return undefined;
  return { message: body["message"], content: { payload, key, headers, parameters } };
}

function isTexts(value: unknown): value is { readonly [name: string]: string } {
  return isRecord(value) && Object.values(value).every((one) => typeof one === "string");
}
