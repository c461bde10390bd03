import { assertNever } from "./assert-never.ts";
import { durationOf, durationText, longestDuration } from "./duration.ts";
import type { Kind } from "./option.ts";

/** A JSON Pointer that leads to something below the root. */
export const pointerPattern = "^/(?:[^~]|~[01])*$";

/** Where a value was given, which decides how a duration is written. */
export type Source = "document" | "code" | "environment";

/** Kinds whose values are read here; of the others only the part that acts on them knows whether they are right. */
export type PlainKind = Exclude<Kind, { readonly kind: "template" | "value" | "schema" | "list" | "map" | "group" }>;

export function isPlain<Row extends Kind>(kind: Row): kind is Extract<Row, PlainKind> {
  return !["template", "value", "schema", "list", "map", "group"].includes(kind.kind);
}

/** The value as the product uses it, durations in milliseconds; `undefined` for one that the option does not take. */
export function judge(kind: PlainKind, value: unknown, source: Source): string | number | boolean | undefined {
  switch (kind.kind) {
    case "integer":
      return typeof value === "number" && Number.isSafeInteger(value) && within(value, kind) ? value : undefined;
    case "number":
      return typeof value === "number" && Number.isFinite(value) && within(value, kind) ? value : undefined;
    case "boolean":
      return typeof value === "boolean" ? value : kind.or?.find((word) => word === value);
    case "choice":
      return kind.choices.find((choice) => choice === value || (source === "document" && spellings(kind, choice).includes(String(value))));
    case "duration": {
      const milliseconds = millisecondsOf(value, source);
      return milliseconds !== undefined && within(milliseconds, kind) ? milliseconds : undefined;
    }
    case "text":
      return typeof value === "string" && value !== "" ? value : undefined;
    case "address":
      return value === false || (typeof value === "string" && value !== "") ? value : undefined;
    case "scalar":
      return typeof value === "string" || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))
        ? value
        : undefined;
    case "pointer":
      return typeof value === "string" && new RegExp(pointerPattern).test(value) ? value : undefined;
    default:
      return assertNever(kind);
  }
}

/** How a document may write a choice, its own form first. */
export function spellings({ constants }: Pick<Extract<Kind, { readonly kind: "choice" }>, "constants">, choice: string): readonly string[] {
  return constants === true ? [choice, choice.toUpperCase().replaceAll("-", "_")] : [choice];
}

/** The text of an environment variable; a duration may be a bare number of milliseconds there. */
export function judgeText(kind: PlainKind, text: string): string | number | boolean | undefined {
  switch (kind.kind) {
    case "integer":
      return /^\d{1,16}$/.test(text) ? judge(kind, Number(text), "environment") : undefined;
    case "number":
      return /^\d{1,16}(?:\.\d{1,16})?$/.test(text) ? judge(kind, Number(text), "environment") : undefined;
    case "boolean":
      return text === "true" || text === "false" ? text === "true" : judge(kind, text, "environment");
    case "address":
      return text === "false" ? false : judge(kind, text, "environment");
    case "duration":
    case "choice":
    case "text":
    case "scalar":
    case "pointer":
      return judge(kind, text, "environment");
    default:
      return assertNever(kind);
  }
}

/** What the option takes, to complete "must be …". */
export function wanted(kind: Kind, source: Source): string {
  switch (kind.kind) {
    case "integer":
      return `a whole number${range(kind)}`;
    case "number":
      return `a number${range(kind)}`;
    case "boolean":
      return ["true", "false", ...(kind.or ?? []).map((word) => `\`${word}\``)].join(" or ");
    case "choice":
      return kind.choices.map((choice) => `\`${choice}\``).join(" or ");
    case "duration":
      return source === "code"
        ? `a whole number of milliseconds${range(kind)}`
        : `a duration${limits(kind)} such as 500ms, 30s, 5m, 1h or 2d`;
    case "text":
      return "a text";
    case "template":
      return kind.or === undefined ? "a text" : "a text or an object";
    case "address":
      return "an address or false";
    case "scalar":
      return "a text, a number, true or false";
    case "pointer":
      return "a JSON Pointer to a property, such as `/type` or `/meta/kind`";
    case "value":
      return "a value";
    case "schema":
      return "a JSON Schema";
    case "list":
      return "a list";
    case "map":
    case "group":
      return "an object";
    default:
      return assertNever(kind);
  }
}

/** What was given instead, to complete "must be …, not …". */
export function found(value: unknown): string {
  switch (typeof value) {
    case "object":
      return value === null ? "null" : Array.isArray(value) ? "a list" : "an object";
    case "string":
      return JSON.stringify(value);
    case "function":
    case "symbol":
      return `a ${typeof value}`;
    default:
      return String(value);
  }
}

interface Bounds {
  readonly least: number;
  readonly most?: number;
}

function within(value: number, { least, most = Number.MAX_SAFE_INTEGER }: Bounds): boolean {
  return value >= least && value <= most;
}

function range({ least, most }: Bounds): string {
  return most === undefined ? ` from ${least}` : ` from ${least} to ${most}`;
}

function limits({ least, most }: Required<Bounds>): string {
  const atLeast = least === 0 ? [] : [`at least ${durationText(least)}`];
  const atMost = most === longestDuration ? [] : [`at most ${Math.floor(most / 86_400_000)}d`];
  const parts = [...atLeast, ...atMost];
  return parts.length === 0 ? "" : ` of ${parts.join(" and ")}`;
}

function millisecondsOf(value: unknown, source: Source): number | undefined {
  if (source === "code") return typeof value === "number" && Number.isSafeInteger(value) ? value : undefined;
  if (typeof value !== "string") return undefined;
  const bare = source === "environment" && /^\d{1,13}$/.test(value);
  return bare ? Number(value) : durationOf(value);
}
