import type { FormatName } from "../../../options/formats.ts";
import { isEmail, isHostname, isIpv4, isIpv6 } from "./network.ts";
import { isDate, isDateTime, isDuration, isTime } from "./time.ts";
import { isUri, isUriReference } from "./uri.ts";

/** Each looks at a text once, in time that grows with its length alone. */
export const formats: { readonly [Name in FormatName]: (text: string) => boolean } = {
  "date-time": isDateTime,
  date: isDate,
  time: isTime,
  duration: isDuration,
  email: isEmail,
  uuid: (text) => /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text),
  uri: isUri,
  "uri-reference": isUriReference,
  hostname: isHostname,
  ipv4: isIpv4,
  ipv6: isIpv6,
  "json-pointer": (text) => text === "" || /^\/(?:[^~]|~[01])*$/.test(text),
  regex: isRegex,
};

/** ECMA-262 with Unicode, which refuses escapes without a meaning. */
function isRegex(text: string): boolean {
  try {
    return new RegExp(text, "u") instanceof RegExp;
  } catch {
    return false;
  }
}
