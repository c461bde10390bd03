import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { boostGroups } from "../../../src/options/boost.ts";
import { optionsAt } from "../../../src/options/look-up.ts";
import type { Group, Kind, Option } from "../../../src/options/option.ts";
import { ruleActions, ruleOptions, temporalOptions } from "../../../src/options/temporal.ts";
import type { Generator } from "../generator.ts";
import { root } from "../root.ts";
import { fallback, takes } from "./describe.ts";

/** The types of the options with their sentences, and their defaults as values: what a mapped type would not show on hover. */
export const optionTypes: Generator = {
  name: "options",
  folder: "src/options",
  inputs: async () => [...(await modulesIn("src/options")), ...(await modulesIn(".tools/build/options"))],
  generate: async () => new Map([["options.generated.ts", moduleText()]]),
};

async function modulesIn(folder: string): Promise<string[]> {
  const names = await readdir(join(root, folder));
  return names.filter((name) => name.endsWith(".ts") && !name.includes(".generated.")).map((name) => `${folder}/${name}`);
}

function moduleText(): string {
  const { consume, ...others } = boostGroups;
  const inCode: Group = { ...consume, type: "OperationOptions", options: optionsAt(consume.options, "code") };
  const groups = [inCode, ...Object.values(others), temporalOptions, ruleOptions, ruleActions];
  const interfaces = new Map(groups.flatMap(nested).map((group) => [group.type, interfaceText(group)]));
  return [
    "// Made from the table in this folder by .tools/build/options/types.ts. Durations are milliseconds.\n",
    ...interfaces.values(),
    interfaceText({ ...consume, options: documentOnly(consume, inCode) }, inCode.type),
    `export const consumeDefaults = ${defaultsText(consume, "")} as const;\n`,
    `export const requestDefaults = ${defaultsText(boostGroups.request, "")}.request;\n`,
    `export const ruleDefaults = ${defaultsText(ruleOptions, "")} as const;\n`,
  ].join("\n");
}

/** A group and those inside it, which come first. */
function nested(group: Group): readonly Group[] {
  return [...group.options.flatMap(groupsOf), group];
}

function groupsOf(kind: Kind): readonly Group[] {
  if (kind.kind === "group") return nested(kind);
  return kind.kind === "list" || kind.kind === "map" ? groupsOf(kind.of) : [];
}

/** Options that only the document has. One inside a group that code has as well would need a second interface for that group. */
function documentOnly(all: Group, inCode: Group): readonly Option[] {
  const known = new Map(inCode.options.map((option) => [option.name, option]));
  return all.options.filter((option) => {
    const same = known.get(option.name);
    if (same?.kind === "group" && option.kind === "group" && same.options.length !== option.options.length)
      throw new Error(`\`${option.name}\` has options that code may not give; put them into a group of their own.`);
    return same === undefined;
  });
}

/** What only the compiler or only the runtime has a type for. */
const parameters = { template: "Template", value: "Value", schema: "Schema" } as const;

function parametersOf(kind: Kind): readonly string[] {
  if (kind.kind === "group")
    return Object.values(parameters).filter((name) => kind.options.some((option) => parametersOf(option).includes(name)));
  if (kind.kind === "list" || kind.kind === "map") return parametersOf(kind.of);
  if (kind.kind === "template" && kind.or !== undefined) return [parameters.template, parameters.value];
  return kind.kind in parameters ? [parameters[kind.kind as keyof typeof parameters]] : [];
}

function nameOf(group: Group): string {
  const names = parametersOf(group);
  return names.length === 0 ? group.type : `${group.type}<${names.join(", ")}>`;
}

const outermost: { readonly [type: string]: string } = {
  OperationOptions:
    "What code may say of an operation over the document's `x-boost`; the environment wins over both. Durations in milliseconds.",
  ConsumeOptions: "How an operation is consumed: `x-boost`, with what only the document has.",
};

function interfaceText(group: Group, above?: string): string {
  const members = group.options.map(
    (option) => `  /** ${hover(option)} */\n  readonly ${option.name}${option.required === true ? "" : "?"}: ${typeOf(option)};\n`,
  );
  // Inside another group it is an option, with a sentence of its own.
  const said = "description" in group && typeof group.description === "string" ? group.description : (outermost[group.type] ?? "");
  return `${said === "" ? "" : `/** ${said} */\n`}export interface ${nameOf(group)}${above === undefined ? "" : ` extends ${above}`} {\n${members.join("")}}\n`;
}

function hover(option: Option): string {
  const unit = { integer: true, number: true, duration: true }[option.kind as string] === true ? [sentence(takes(option, "code"))] : [];
  const otherwise = fallback(option, "code");
  return [option.description, ...unit, ...(otherwise === undefined ? [] : [`Default: ${otherwise}.`])].join(" ");
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function typeOf(kind: Kind): string {
  switch (kind.kind) {
    case "integer":
    case "number":
    case "duration":
      return "number";
    case "boolean":
      return ["boolean", ...(kind.or ?? []).map((word) => JSON.stringify(word))].join(" | ");
    case "choice":
      return kind.choices.map((choice) => JSON.stringify(choice)).join(" | ");
    case "text":
    case "pointer":
      return "string";
    case "address":
      return "string | false";
    case "scalar":
      return "string | number | boolean";
    case "template":
      return kind.or === undefined ? parameters.template : `${parameters.template} | ${parameters.value}`;
    case "value":
    case "schema":
      return parameters[kind.kind];
    case "list":
      return `readonly ${typeOf(kind.of)}[]`;
    case "map":
      if (kind.of.kind === "group") return `readonly ({ readonly name: string } & ${nameOf(kind.of)})[]`;
      return kind.of.kind === "value" ? "readonly (readonly [string, Value])[]" : `{ readonly [key: string]: ${typeOf(kind.of)} }`;
    case "group":
      return nameOf(kind);
  }
}

function defaultsText({ options }: Group, indent: string): string {
  const inside = `${indent}  `;
  const members = options.flatMap((option) => {
    if (option.kind === "group") {
      const text = defaultsText(option, inside);
      return text === "{}" ? [] : [`${inside}${option.name}: ${text},\n`];
    }
    return option.default === undefined ? [] : [`${inside}${option.name}: ${JSON.stringify(option.default)},\n`];
  });
  return members.length === 0 ? "{}" : `{\n${members.join("")}${indent}}`;
}
