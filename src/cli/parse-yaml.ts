import { parse } from "yaml";

/** A module of its own, because a run without a YAML configuration that finds nothing changed need not load the parser. Throws `YAMLParseError`. */
export function parseYaml(text: string): unknown {
  return parse(text, { maxAliasCount: 0, schema: "core" });
}
