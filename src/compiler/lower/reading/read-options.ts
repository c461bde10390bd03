import { isPlain, judge, wanted } from "../../../options/judge.ts";
import { namesOf } from "../../../options/look-up.ts";
import type { Group, KeyRule, Kind, Option, ReservedKey } from "../../../options/option.ts";
import type { DocumentNode } from "../../document/node.ts";
import { assertNever } from "../../ground/assert-never.ts";
import { entriesOf } from "./fields.ts";
import { StrictReader } from "./strict-reader.ts";

/** What becomes of kinds that are more than their JSON; `undefined` where something was wrong and reported. */
export interface Values {
  readonly template: (node: DocumentNode) => unknown;
  readonly value: (node: DocumentNode) => unknown;
  readonly schema: (node: DocumentNode) => unknown;
}

/**
 * The options of a group that an object of the document holds; what is wrong is reported and left out. `undefined` where a required one is
 * missing. `Options` is the interface that is made of the same rows, so that nothing has to be said twice.
 */
export function readOptions<Options>(group: Group, reader: StrictReader, values: Values): Options | undefined {
  const members = group.options.flatMap((option) => {
    const name = writtenName(option, reader);
    const node = reader.raw(name);
    const value = node === undefined ? undefined : readValue(option, { node, where: `${reader.where}.${name}`, reader }, values);
    return value === undefined ? [] : [[option.name, value] as const];
  });
  const required = group.options.filter((option) => option.required === true);
  for (const { name } of required) if (!reader.has(name)) reader.missing(name);
  if (group.keys !== undefined) checkKeys(group.keys, reader);
  const read = new Map<string, unknown>(members);
  return required.every(({ name }) => read.has(name)) ? (Object.fromEntries(read) as Options) : undefined;
}

/** The name that the document uses for an option, which may be the SDK's. */
function writtenName(option: Option, reader: StrictReader): string {
  const [own, ...others] = namesOf(option);
  const [other] = others.filter((name) => reader.has(name));
  if (other === undefined || own === undefined) return option.name;
  if (!reader.has(own)) return other;
  reader.combination(`\`${own}\` and \`${other}\` are the same option.`, `Keep one of them.`, other);
  return own;
}

interface At {
  /** As it stands; a reference is one. */
  readonly node: DocumentNode;
  readonly where: string;
  /** Of the object around it. */
  readonly reader: StrictReader;
}

function readValue(kind: Kind, at: At, values: Values): unknown {
  const { where, reader } = at;
  const node = at.node.resolve();
  const wrong = (): undefined => reader.wrong(node, where, wanted(kind, "document")) as undefined;
  if (isPlain(kind)) return (node.kind === "object" ? undefined : judge(kind, node.value, "document")) ?? wrong();
  switch (kind.kind) {
    case "template":
      if (node.kind === kind.or) return values.value(node);
      return typeof node.value === "string" && node.value !== "" ? values.template(node) : wrong();
    case "value":
      return values.value(node);
    case "schema":
      return node.kind === "object" || node.kind === "boolean" ? values.schema(at.node) : wrong();
    case "list":
      return node.kind === "array" ? node.items().map((item) => readValue(kind.of, { ...at, node: item }, values)) : wrong();
    case "map":
      return readMap(kind, new StrictReader(node, where, reader.sink), values);
    case "group": {
      const inside = new StrictReader(node, where, reader.sink);
      const options = readOptions(kind, inside, values);
      inside.end();
      return options;
    }
    default:
      return assertNever(kind);
  }
}

/** Its keys are the user's own. */
function readMap(kind: { readonly of: Kind; readonly reserved?: ReservedKey }, reader: StrictReader, values: Values): unknown {
  const { reserved, of } = kind;
  if (reserved !== undefined && reader.has(reserved.key)) reader.combination(reserved.problem, reserved.instead, reserved.key);
  const members = entriesOf(reader.node).flatMap(([key, node]) => {
    const value = readValue(of, { node, where: `${reader.where}.${key}`, reader }, values);
    return value === undefined ? [] : [[key, value] as const];
  });
  if (of.kind === "value") return members;
  return of.kind === "group" ? members.map(([name, options]) => ({ name, ...(options as object) })) : Object.fromEntries(members);
}

function checkKeys({ rule, of, problem, instead }: KeyRule, reader: StrictReader): void {
  const given = of.filter((key) => reader.has(key)).length;
  if (given === 0 || (rule === "exactly-one" && given > 1)) reader.combination(problem, instead);
}
