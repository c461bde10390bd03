import { assertNever } from "../../ground/assert-never.ts";
import type { Expression, Message, ValueTemplate } from "../../model/index.ts";
import { allocateNames, parameterName } from "../names/index.ts";

/** Arguments as one rule gives them, and the message that they are taken from. */
export interface Arguments {
  readonly message: Message;
  readonly args: readonly ValueTemplate[];
}

/** Names of a workflow's, signal's or update's parameters by position, from what all that call it put there. */
export function parameterNames(uses: readonly Arguments[]): readonly string[] {
  const count = Math.max(0, ...uses.map(({ args }) => args.length));
  const positions = Array.from({ length: count }, (_, index) => String(index));
  const claims = positions.map((id, index) => ({
    id,
    candidates: [wanted(uses, index), `argument${index + 1}`].flatMap((text) => (text === undefined ? [] : [{ text, rank: index }])),
  }));
  const names = allocateNames(claims, { make: parameterName });
  return positions.map((id) => names.get(id)?.name ?? "");
}

/** What they all call it; different messages in the first place are `message`. */
function wanted(uses: readonly Arguments[], index: number): string | undefined {
  const values = uses.flatMap(({ args, message }) => {
    const value = args[index];
    return value === undefined ? [] : [{ value, message }];
  });
  const names = new Set(values.map(({ value, message }) => nameOf(value, message)));
  const [only] = names;
  if (names.size === 1) return only;
  return index === 0 ? "message" : undefined;
}

/** An expression alone is called after what it finds; texts and values have no name. */
function nameOf(value: ValueTemplate, message: Message): string | undefined {
  const [part, ...rest] = value.kind === "template" ? value.template : [];
  return part === undefined || typeof part === "string" || rest.length > 0 ? undefined : nameOfExpression(part, message);
}

function nameOfExpression(part: Expression, message: Message): string {
  switch (part.kind) {
    case "payload":
    case "header":
      return part.path.at(-1) ?? (part.kind === "payload" ? message.member : "headers");
    case "parameter":
      return part.name;
    case "key":
    case "id":
      return part.kind;
    default:
      return assertNever(part);
  }
}
