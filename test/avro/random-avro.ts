/** Random Avro schemas of every type, and values of them as Avro's own tools take them. */
export type Json = null | boolean | number | string | Buffer | readonly Json[] | { readonly [key: string]: Json };

/** avsc stops short of 2^53 - 1. */
const mostOfAvsc = 2 ** 52;

export interface RandomAvro {
  /** As JSON. */
  readonly schema: unknown;
  /** For avsc with wrapped unions. */
  readonly theirs: () => Json;
}

export function randomAvro(random: () => number): RandomAvro {
  let names = 0;
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const upTo = (most: number): number => Math.floor(random() * (most + 1));
  const text = (): string => Array.from({ length: upTo(12) }, () => pick(["a", "b", "Z", "0", " ", "é", "漢", "😀"])).join("");
  const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, () => upTo(255)));

  const scalars: { readonly [name: string]: () => Json } = {
    null: () => null,
    boolean: () => random() < 0.5,
    int: () => pick([0, -1, 63, 64, 2 ** 31 - 1, -(2 ** 31), upTo(1_000_000)]),
    long: () => pick([0, -1, 2 ** 31, 2 ** 40 + 1, mostOfAvsc, -mostOfAvsc, upTo(1_000_000)]),
    float: () => Math.fround(random() * 1_000 - 500),
    double: () => random() * 1e9 - 5e8,
    bytes: () => bytes(upTo(20)),
    string: text,
  };

  const make = (depth: number): RandomAvro & { readonly branch: string } => {
    const kind = pick(depth > 3 ? ["scalar", "enum", "fixed"] : ["scalar", "scalar", "record", "array", "map", "union", "enum", "fixed"]);
    names += 1;
    const name = `N${names}`;
    switch (kind) {
      case "record": {
        const fields = Array.from({ length: upTo(4) }, (_, index) => ({ name: `f${index}`, ...make(depth + 1) }));
        return {
          branch: name,
          schema: { type: "record", name, fields: fields.map((field) => ({ name: field.name, type: field.schema })) },
          theirs: () => Object.fromEntries(fields.map((field) => [field.name, field.theirs()])),
        };
      }
      case "array": {
        const item = make(depth + 1);
        return {
          branch: "array",
          schema: { type: "array", items: item.schema },
          theirs: () => Array.from({ length: upTo(4) }, () => item.theirs()),
        };
      }
      case "map": {
        const item = make(depth + 1);
        return {
          branch: "map",
          schema: { type: "map", values: item.schema },
          theirs: () => Object.fromEntries(Array.from({ length: upTo(3) }, (_, index) => [`k${index}${text()}`, item.theirs()])),
        };
      }
      case "union": {
        const branches = Array.from({ length: 1 + upTo(3) }, () => make(depth + 1)).filter(({ schema }) => !Array.isArray(schema));
        const distinct = [...new Map(branches.map((branch) => [branch.branch, branch])).values()];
        const [first] = distinct;
        if (first === undefined) return make(depth + 1);
        return {
          branch: "",
          schema: distinct.map(({ schema }) => schema),
          theirs: () => {
            const chosen = pick(distinct);
            return chosen.branch === "null" ? null : { [chosen.branch]: chosen.theirs() };
          },
        };
      }
      case "enum":
        return { branch: name, schema: { type: "enum", name, symbols: ["A", "B", "C"] }, theirs: () => pick(["A", "B", "C"]) };
      case "fixed": {
        const size = upTo(5);
        return { branch: name, schema: { type: "fixed", name, size }, theirs: () => bytes(size) };
      }
      default: {
        const scalar = pick(Object.keys(scalars));
        return { branch: scalar, schema: scalar, theirs: scalars[scalar] ?? ((): Json => null) };
      }
    }
  };
  return make(0);
}
