import { assertNever } from "./assert-never.ts";
import { found, judge, wanted } from "./judge.ts";
import type { Kind, Option } from "./option.ts";

/** What is wrong with options that were given in code. `path` leads to the value. */
export type OptionProblem =
  | { readonly kind: "type"; readonly path: readonly string[]; readonly wanted: string; readonly found: string }
  | { readonly kind: "key"; readonly path: readonly string[]; readonly known: readonly string[] };

/** An object of options against their rows. A member that is `undefined` says nothing. */
export function checkOptions(options: readonly Option[], value: unknown, path: readonly string[] = []): readonly OptionProblem[] {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return [{ kind: "type", path, wanted: "an object", found: found(value) }];
  return Object.entries(value).flatMap(([name, member]) => {
    const option = options.find((candidate) => candidate.name === name);
    if (option === undefined) return [{ kind: "key", path: [...path, name], known: options.map((each) => each.name) } as const];
    return member === undefined ? [] : checkValue(option, member, [...path, name]);
  });
}

function checkValue(kind: Kind, value: unknown, path: readonly string[]): readonly OptionProblem[] {
  switch (kind.kind) {
    case "group":
      return checkOptions(kind.options, value, path);
    case "map":
      if (typeof value !== "object" || value === null || Array.isArray(value)) return wrong(kind, value, path);
      return Object.entries(value).flatMap(([key, member]) => checkValue(kind.of, member, [...path, key]));
    case "list":
      if (!Array.isArray(value)) return wrong(kind, value, path);
      return value.flatMap((member: unknown, index) => checkValue(kind.of, member, [...path, String(index)]));
    // Code has functions where the document has expressions and schemas.
    case "template":
    case "value":
    case "schema":
      return wrong(kind, value, path);
    case "number":
    case "boolean":
    case "integer":
    case "choice":
    case "duration":
    case "text":
    case "address":
    case "scalar":
    case "pointer":
      return judge(kind, value, "code") === undefined ? wrong(kind, value, path) : [];
    default:
      return assertNever(kind);
  }
}

function wrong(kind: Kind, value: unknown, path: readonly string[]): readonly OptionProblem[] {
  return [{ kind: "type", path, wanted: wanted(kind, "code"), found: found(value) }];
}
