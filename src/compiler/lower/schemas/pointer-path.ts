import { pointerTokens } from "../../ground/json-pointer.ts";

/** Words of a pointer that tell the kind of a place, not its name. */
const structure: ReadonlySet<string> = new Set(
  "components schemas messages channels operations properties definitions $defs patternProperties allOf anyOf oneOf not if then else schema dependencies".split(
    " ",
  ),
);

/**
 * The words that name the schema at a place nobody named: `/components/schemas/Order/properties/lines/items` → Order, lines, item.
 * The root of a file goes by the file.
 */
export function pathOfPlace(file: string, pointer: string): readonly string[] {
  const tokens = pointerTokens(pointer) ?? [];
  const words = tokens.flatMap((token, index) => {
    if (token === "items") return ["item"];
    if (token === "additionalProperties") return ["value"];
    const parent = tokens[index - 1];
    const isKey = parent !== undefined && keyed.has(parent) && !keyed.has(tokens[index - 2] ?? "");
    return isKey || !structure.has(token) ? [token] : [];
  });
  return words.length > 0
    ? words
    : [
        file
          .split(/[\\/]/)
          .at(-1)
          ?.replace(/\.[a-z]+$/i, "") ?? "schema",
      ];
}

/** Below these, a token is a name, whatever it spells. */
const keyed: ReadonlySet<string> = new Set(
  "schemas messages channels operations properties definitions $defs patternProperties dependencies".split(" "),
);
