import { durationText } from "../../../src/options/duration.ts";
import type { Kind, Option } from "../../../src/options/option.ts";

/** What an option takes, for a reader who looks it up: "a whole number from 1 to 10,000". `code` counts durations in milliseconds. */
export function takes(kind: Kind, side: "document" | "code"): string {
  switch (kind.kind) {
    case "integer":
      return `a whole number${bounds(kind, number)}`;
    case "number":
      return `a number${bounds(kind, number)}`;
    case "boolean":
      return ["true", "false", ...(kind.or ?? []).map((word) => `\`${word}\``)].join(" or ");
    case "choice":
      return kind.choices.map((choice) => `\`${choice}\``).join(", ");
    case "duration":
      return side === "code" ? `milliseconds${bounds(kind, number)}` : `a duration${bounds(kind, durationText)}`;
    case "text":
      return "a text";
    case "address":
      return "an address, or false";
    case "scalar":
      return "a text, a number, true or false";
    case "pointer":
      return "a JSON Pointer";
    case "template":
      return kind.or === undefined ? "a text with expressions" : "a text with expressions, or an object of such texts";
    case "value":
      return "any value, with expressions in its texts";
    case "schema":
      return "a JSON Schema";
    case "list":
      return `a list: ${takes(kind.of, side)}`;
    case "map":
      return `an object with keys of your own: ${takes(kind.of, side)}`;
    case "group":
      return "an object";
  }
}

/** `undefined` where nothing holds as long as nobody says anything. */
export function fallback(option: Option, side: "document" | "code"): string | undefined {
  if (option.otherwise !== undefined) return option.otherwise;
  if (option.default === undefined) return undefined;
  if (typeof option.default !== "number") return `\`${option.default}\``;
  return option.kind === "duration" && side === "document" ? `\`${durationText(option.default)}\`` : `\`${number(option.default)}\``;
}

/** 10000 → `10,000`. */
function number(value: number): string {
  return value.toLocaleString("en-US");
}

interface Bounds {
  readonly least: number;
  readonly most?: number;
}

function bounds({ least, most }: Bounds, print: (value: number) => string): string {
  const from = least === 0 ? "" : ` from ${print(least)}`;
  if (most === undefined) return from;
  // A timer's longest is no round number in any unit.
  const upTo = print === durationText ? `${number(Math.floor(most / 86_400_000))}d` : print(most);
  return `${from} ${least === 0 ? "up to" : "to"} ${upTo}`;
}
