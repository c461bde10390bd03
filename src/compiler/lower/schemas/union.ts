import type { EnumSchema, Schema, UnionSchema } from "../../model/index.ts";
import { canonical } from "./canonical.ts";

/** `anyOf` and `oneOf`, with what can be seen at once: impossible members go, a single one stands for itself, constants become one list. */
export function unionOf(mode: "any" | "one", members: readonly Schema[], discriminator?: UnionSchema["discriminator"]): Schema {
  const possible = members.filter((member) => member.kind !== "never");
  const [only] = possible;
  if (only === undefined) return { kind: "never" };
  if (possible.length === 1) return only;
  if (mode === "any" && possible.some((member) => member.kind === "any")) return { kind: "any" };
  const values = listed(mode, possible);
  if (values !== undefined) return values;
  if (discriminator !== undefined && possible.length === members.length) return { kind: "union", mode, members, discriminator };
  return { kind: "union", mode, members: mode === "any" ? flat(possible) : possible };
}

function flat(members: readonly Schema[]): readonly Schema[] {
  return members.flatMap((member) => (member.kind === "union" && member.mode === "any" ? member.members : [member]));
}

function listed(mode: "any" | "one", members: readonly Schema[]): EnumSchema | undefined {
  if (!members.every((member) => member.kind === "enum")) return undefined;
  const all = members.flatMap((member) => member.values);
  const distinct = [...new Map(all.map((value) => [canonical(value), value])).values()];
  return mode === "one" && distinct.length < all.length ? undefined : { kind: "enum", values: distinct };
}
