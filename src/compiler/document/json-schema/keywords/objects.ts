import { TreeNode } from "../../tree/tree-node.ts";
import type { Schema } from "../contracts.ts";
import type { Keyword } from "./keyword.ts";

function count(keyword: string, holds: (count: number, limit: number) => boolean): Keyword {
  return ({ value, schema }) => {
    const limit = value.scalar;
    if (typeof limit !== "number") return undefined;
    return (node, run) =>
      node.properties === undefined || holds(node.properties.size, limit) || run.add({ keyword, node, schema, wanted: limit });
  };
}

export const objectKeywords: Readonly<Record<string, Keyword>> = {
  minProperties: count("minProperties", (properties, limit) => properties >= limit),
  maxProperties: count("maxProperties", (properties, limit) => properties <= limit),
  required: ({ value, schema }) => {
    if (value.kind !== "array") return undefined;
    const keys = value.items().map((item) => String(item.scalar));
    return (node, run) => {
      if (node.properties === undefined) return true;
      let valid = true;
      for (const key of keys) if (!node.properties.has(key)) valid = run.add({ keyword: "required", node, schema, wanted: key });
      return valid;
    };
  },
  properties: ({ value, compiler }) => {
    const schemas = new Map(value.entries().map(([key, property]) => [key, compiler.schema(property)]));
    return (node, run) => {
      let valid = true;
      for (const [key, child] of node.properties ?? []) if (schemas.get(key)?.validate(child, run) === false) valid = false;
      return valid;
    };
  },
  patternProperties: ({ value, compiler }) => {
    const patterns = value.entries().flatMap(([source, property]) => {
      const test = compiler.dialect.pattern(source);
      return test === undefined ? [] : [{ test, schema: compiler.schema(property) }];
    });
    return (node, run) => {
      let valid = true;
      for (const [key, child] of node.properties ?? [])
        for (const { test, schema } of patterns) if (test(key) && !schema.validate(child, run)) valid = false;
      return valid;
    };
  },
  additionalProperties: ({ value, schema, compiler }) => {
    if (value.scalar === true) return undefined;
    const known = schema.node.get("properties")?.properties;
    const patterns = (schema.node.get("patternProperties")?.entries() ?? []).map(([source]) => compiler.dialect.pattern(source));
    const rest = compiler.schema(value);
    const isAdditional = (key: string): boolean => known?.has(key) !== true && !patterns.some((test) => test === undefined || test(key));
    return (node, run) => {
      let valid = true;
      for (const [key, child] of node.properties ?? []) {
        if (!isAdditional(key)) continue;
        if (value.scalar === false) valid = run.add({ keyword: "additionalProperties", node: child, schema, wanted: key });
        else if (!rest.validate(child, run)) valid = false;
      }
      return valid;
    };
  },
  propertyNames: ({ value, schema, compiler }) => {
    const names = compiler.schema(value);
    return (node, run) => {
      let valid = true;
      for (const [key, child] of node.properties ?? []) {
        const findings = run.speculate(names, nameNode(key, child));
        if (findings.length > 0) valid = run.add({ keyword: "propertyNames", node: child, schema, wanted: findings[0] });
      }
      return valid;
    };
  },
  dependencies: ({ value, schema, compiler }) => {
    const dependencies = value.entries().map(([key, needed]) => ({
      key,
      keys: needed.items().map((item) => String(item.scalar)),
      schema: needed.kind === "array" ? undefined : compiler.schema(needed),
    }));
    return (node, run) => {
      let valid = true;
      for (const { key, keys, schema: dependent } of dependencies) {
        if (node.properties?.has(key) !== true) continue;
        for (const other of keys)
          if (!node.properties.has(other)) valid = run.add({ keyword: "dependencies", node, schema, wanted: [key, other] });
        if (!holds(dependent, node, run)) valid = false;
      }
      return valid;
    };
  },
};

function holds(schema: Schema | undefined, ...input: Parameters<Schema["validate"]>): boolean {
  return schema === undefined || schema.validate(...input);
}

/** A property's name as a value. */
function nameNode(key: string, child: TreeNode): TreeNode {
  return new TreeNode("string", { source: child.source, parent: child.parent, key, start: child.keyStart, keyStart: child.keyStart }, key);
}
