import { type Code, call, code } from "../../code/index.ts";

/** `.check(a, b)` behind a builder, or nothing. */
export function checked(builder: Code, checks: readonly Code[]): Code {
  return checks.length === 0 ? builder : call(code`${builder}.check`, ...checks);
}
