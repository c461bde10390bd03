import { assertNever } from "./assert-never.ts";
import type { AvroLogical, AvroType } from "./schema.ts";

/** A schema as JSON text: full names, each defined where it comes first; aliases, defaults and logical types kept, comments not. */
export function avroText(type: AvroType): string {
  return JSON.stringify(written(type, new Set()));
}

function written(type: AvroType, known: Set<string>): unknown {
  switch (type.kind) {
    case "array":
      return { type: "array", items: written(type.items, known) };
    case "map":
      return { type: "map", values: written(type.values, known) };
    case "union":
      return type.branches.map((branch) => written(branch, known));
    case "record": {
      if (known.has(type.name)) return type.name;
      known.add(type.name);
      return {
        type: "record",
        ...head(type, known),
        fields: type.fields.map((field) => ({
          name: field.name,
          ...aliases(field.aliases),
          type: written(field.type, known),
          ...(field.default === undefined ? {} : { default: field.default.value }),
        })),
      };
    }
    case "enum": {
      if (known.has(type.name)) return type.name;
      known.add(type.name);
      return {
        type: "enum",
        ...head(type, known),
        symbols: type.symbols,
        ...(type.default === undefined ? {} : { default: type.default }),
      };
    }
    case "fixed": {
      if (known.has(type.name)) return type.name;
      known.add(type.name);
      return { type: "fixed", ...head(type, known), size: type.size, ...logical(type.logical) };
    }
    case "null":
    case "boolean":
    case "int":
    case "long":
    case "float":
    case "double":
    case "bytes":
    case "string":
      return type.logical === undefined ? type.kind : { type: type.kind, ...logical(type.logical) };
    default:
      return assertNever(type);
  }
}

function head({ name, aliases: others }: { readonly name: string; readonly aliases: readonly string[] }, known: Set<string>): object {
  // Without a word to the contrary it would belong to the namespace around it.
  return { name, ...(name.includes(".") || known.size === 1 ? {} : { namespace: "" }), ...aliases(others) };
}

function aliases(names: readonly string[]): object {
  return names.length === 0 ? {} : { aliases: names };
}

function logical(type: AvroLogical | undefined): object {
  if (type === undefined) return {};
  return type.kind === "decimal" ? { logicalType: "decimal", precision: type.precision, scale: type.scale } : { logicalType: type.kind };
}
