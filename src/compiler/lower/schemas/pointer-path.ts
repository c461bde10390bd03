import { pointerTokens } from "../../ground/json-pointer.ts";

/** Words of a pointer that tell the kind of a place, not its name. */
const structure: ReadonlySet<string> = new Set(
  "components schemas messages channels operations properties definitions $defs patternProperties allOf anyOf oneOf not if then else schema dependencies".split(
    " ",
  ),
);

/** Whether the last word of a pointer is a name; `/oneOf/0` and the root of a file are positions. */
export function hasNamedPlace(pointer: string): boolean {
  const [parent = "", last = ""] = pointer.split("/").slice(-2);
  return pointer === "" || keyed.has(parent) || !(structure.has(last) || /^\d+$/.test(last));
}

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
    // A number tells alternatives of something apart; of the whole file it tells nothing that the file's name does not.
    if (!isKey && index === 1 && /^\d+$/.test(token)) return [];
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
