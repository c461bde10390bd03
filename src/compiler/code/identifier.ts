import { isKeyword } from "../naming/index.ts";
import { type Code, encoded } from "./code.ts";

/** As TypeScript has it, without the invisible joiners that it allows. */
const shape = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;

/** A name that was decided earlier, as code. @throws TypeError for text that is not an identifier or is reserved. */
export function identifier(name: string): Code {
  return encoded(usableName(name));
}

/** The name itself. @throws TypeError as `identifier` does. */
export function usableName(name: string): string {
  if (!shape.test(name) || isKeyword(name) || name === "__proto__")
    throw new TypeError(`Not a usable identifier: ${JSON.stringify(name)}.`);
  return name;
}

export function isIdentifier(name: string): boolean {
  return shape.test(name);
}
