import { type Code, encoded } from "./code.ts";
import { isIdentifier } from "./identifier.ts";
import { quoted } from "./quoted.ts";

/** Key in an object literal or a type: bare where it is a plain name, else in quotes; only `["__proto__"]` is an ordinary own key. */
export function propertyKey(name: string): Code {
  if (name === "__proto__") return encoded(`[${quoted(name)}]`);
  return encoded(isBare(name) ? name : quoted(name));
}

/** Access to a property: `.name` or `["…"]`. */
export function propertyAccess(name: string): Code {
  return encoded(isBare(name) ? `.${name}` : `[${quoted(name)}]`);
}

function isBare(name: string): boolean {
  return isIdentifier(name) && name !== "__proto__";
}
