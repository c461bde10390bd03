import { types } from "node:util";
import { sentence } from "../ground/errors.ts";
import type { Logger } from "../ground/log.ts";
import { type FailureText, failureText } from "./failure-text.ts";

type SdkLogger = NonNullable<NonNullable<Parameters<typeof import("@temporalio/worker").Runtime.install>[0]>["logger"]>;

/** The SDK's own lines, in our log; its information is our debugging. What workflows and activities say is written as they say it. */
export function sdkLogger(log: Logger): SdkLogger {
  const to = (level: keyof Logger) => (message: string, fields?: object) => {
    if (isOfUser(fields)) log[level](plain(fields), message);
    else log[level === "info" ? "debug" : level](plain(fields), `temporal: ${message}`);
  };
  const byLevel = { TRACE: "debug", DEBUG: "debug", INFO: "info", WARN: "warn", ERROR: "error" } as const;
  return {
    log: (level, message, fields) => to(byLevel[level])(message, fields),
    trace: to("debug"),
    debug: to("debug"),
    info: to("info"),
    warn: to("warn"),
    error: to("error"),
  };
}

/** `log` of `@temporalio/workflow` and `@temporalio/activity` puts this on its lines; what the SDK says of either is `worker`'s. */
function isOfUser(fields: object = {}): boolean {
  return "sdkComponent" in fields && (fields.sdkComponent === "workflow" || fields.sdkComponent === "activity");
}

/** The SDK puts big integers and errors into its fields, which JSON does not take. A failure's type is a field, so that it can be looked for. */
function plain(fields: object = {}): object {
  const { failure, ...rest } = fields as { readonly failure?: FailureText; readonly [name: string]: unknown };
  const entries = Object.entries(rest).map(([key, value]) => [key, typeof value === "bigint" ? String(value) : errorless(value)]);
  const { error } = rest;
  const { text, type } = failure ?? (isError(error) ? failureText(error) : {});
  return {
    ...Object.fromEntries(entries),
    ...(text === undefined ? {} : { error: sentence(text) }),
    ...(type === undefined ? {} : { failureType: type }),
  };
}

function errorless(value: unknown): unknown {
  return isError(value) ? sentence(failureText(value).text) : value;
}

function isError(value: unknown): boolean {
  return value instanceof Error || types.isNativeError(value);
}
