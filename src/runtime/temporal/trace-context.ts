import type { Connection } from "@temporalio/client";
import { quietly, type Telemetry } from "../telemetry/telemetry.ts";
import { beforeCall, delivering } from "./before-call.ts";

/** Where the OpenTelemetry interceptors of Temporal's SDKs, in every language, look for the trace to continue. */
const field = "_tracer-data";

/** Sends the current trace with each start, signal and update, unless interceptors of the user's own have done so. */
export function carryTraceContext(connection: Connection, telemetry: Telemetry): void {
  beforeCall(connection, delivering, (request) => {
    const carrier: { [name: string]: string } = {};
    quietly(() => telemetry.propagation.inject(telemetry.context.active(), carrier));
    if (Object.keys(carrier).length === 0) return request;
    // Headers pass no codec in Temporal's own interceptors either.
    const payload = { metadata: { encoding: Buffer.from("json/plain") }, data: Buffer.from(JSON.stringify(carrier)) };
    return withHeader(request, payload);
  });
}

/** From a request to the part of it that has the header: an update keeps it two levels down, and a combined call consists of requests. */
const way = ["operations", "startWorkflow", "updateWorkflow", "request", "input"];

function withHeader<Part extends object>(part: Part, payload: object): Part {
  if (Array.isArray(part)) return part.map((one) => withHeader(one, payload)) as unknown as Part;
  if ("header" in part) return { ...part, header: { fields: { [field]: payload, ...(part.header as Header)?.fields } } };
  const next = way.find((name) => name in part) as keyof Part | undefined;
  return next === undefined ? part : { ...part, [next]: withHeader(part[next] as object, payload) };
}

type Header = { readonly fields?: object } | undefined;
