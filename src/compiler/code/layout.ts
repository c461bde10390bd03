import { type Code, checked, fromParts, type GroupStyle, type Part } from "./code.ts";
import { print } from "./print.ts";

type Brackets = "()" | "[]" | "{}" | "<>";

const padded: GroupStyle = { separator: ",", leader: "", padding: " ", trailing: true, broken: false };
const tight: GroupStyle = { ...padded, padding: "" };

/** `open` followed by bracketed items: `f(a, b)`, `[a, b]`, `{ a, b }`; one item a line where that is longer than a line. */
export function list(open: Code, brackets: Brackets, items: readonly Code[], options: { readonly broken?: boolean } = {}): Code {
  const [left, right] = [brackets.slice(0, 1), brackets.slice(1)];
  if (items.length === 0) return fromParts([open, left, right]);
  // TypeScript refuses a trailing comma behind type arguments.
  const style = { ...(brackets === "{}" ? padded : tight), trailing: brackets !== "<>" };
  return group(fromParts([open, left]), items, right, { ...style, broken: options.broken ?? false });
}

/** `{ a: string; b: number }`; the members of an object type, one a line when `broken`. */
export function members(open: Code, items: readonly Code[], options: { readonly broken?: boolean } = {}): Code {
  if (items.length === 0) return fromParts([open, "{}"]);
  return group(fromParts([open, "{"]), items, "}", {
    separator: ";",
    leader: "",
    padding: " ",
    trailing: true,
    broken: options.broken ?? false,
  });
}

/** `a | b`, or one a line with a leading bar. */
export function alternatives(items: readonly Code[], operator: "|" | "&"): Code {
  const [first] = items;
  if (items.length === 1 && first !== undefined) return first;
  return group("", items, "", { separator: ` ${operator}`, leader: `${operator} `, padding: "", trailing: false, broken: false });
}

/** A call whose single argument hugs the brackets: `z.array(z.looseObject({ … }))`. */
export function call(callee: Code, ...parameters: readonly Code[]): Code {
  const [only] = parameters;
  if (parameters.length === 1 && only !== undefined) return fromParts([callee, "(", checked(only), ")"]);
  return list(callee, "()", parameters);
}

/** One below the other. */
export function lines(items: readonly Code[]): Code {
  return fromParts(items.flatMap((item, index): Part[] => (index === 0 ? [checked(item)] : ["\n", checked(item)])));
}

/** Without repetitions. */
export function distinct(items: readonly Code[]): readonly Code[] {
  return [...new Map(items.map((item) => [identity(item), item])).values()];
}

/** Whether two pieces print the same everywhere. */
export function isSame(a: Code, b: Code): boolean {
  return identity(a) === identity(b);
}

function identity(item: Code): string {
  return print(checked(item), ({ from, name }) => `${from.kind === "file" ? from.path : from.specifier}#${name}`);
}

function group(open: Part, items: readonly Code[], close: Part, style: GroupStyle): Code {
  return fromParts([{ kind: "group", open, close, items: items.map(checked), style }]);
}
