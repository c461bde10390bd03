import { isIpv6 } from "./network.ts";

/** https://www.rfc-editor.org/rfc/rfc3986#section-3 */
export function isUri(text: string): boolean {
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(text)?.[0];
  return scheme !== undefined && isBehindScheme(text.slice(scheme.length));
}

/** https://www.rfc-editor.org/rfc/rfc3986#section-4.1 */
export function isUriReference(text: string): boolean {
  // Without a scheme the first segment of the path has no colon, which would make it one.
  return isUri(text) || (!/^[^/?#]*:/.test(text) && isBehindScheme(text));
}

function isBehindScheme(text: string): boolean {
  const [beforeFragment, fragment] = cut(text, "#");
  const [hierarchy, query] = cut(beforeFragment, "?");
  if (!isMadeOf(query, "/?:@") || !isMadeOf(fragment, "/?:@")) return false;
  if (!hierarchy.startsWith("//")) return isMadeOf(hierarchy, "/:@");
  const [authority] = cut(hierarchy.slice(2), "/");
  return isAuthority(authority) && isMadeOf(hierarchy.slice(2 + authority.length), "/:@");
}

function isAuthority(text: string): boolean {
  const at = text.lastIndexOf("@");
  if (at !== -1 && !isMadeOf(text.slice(0, at), ":")) return false;
  const place = text.slice(at + 1);
  const end = place.startsWith("[") ? place.indexOf("]") + 1 : place.search(/:|$/);
  const [host, port] = [place.slice(0, end), place.slice(end)];
  if (!/^(?::\d*)?$/.test(port)) return false;
  return host.startsWith("[") ? isLiteral(host.slice(1, -1)) : isMadeOf(host, "");
}

/** Between brackets: IPv6, or the form that is kept for what comes later. */
function isLiteral(text: string): boolean {
  return isIpv6(text) || /^v[0-9a-f]+\.[a-z0-9\-._~!$&'()*+,;=:]+$/i.test(text);
}

/** Unreserved, encoded, sub-delimiters, and these. */
function isMadeOf(text: string, more: "" | ":" | "/:@" | "/?:@"): boolean {
  return alphabets[more].test(text);
}

const alphabets = {
  "": /^(?:[a-z0-9\-._~!$&'()*+,;=]|%[0-9a-f]{2})*$/i,
  ":": /^(?:[a-z0-9\-._~!$&'()*+,;=:]|%[0-9a-f]{2})*$/i,
  "/:@": /^(?:[a-z0-9\-._~!$&'()*+,;=/:@]|%[0-9a-f]{2})*$/i,
  "/?:@": /^(?:[a-z0-9\-._~!$&'()*+,;=/?:@]|%[0-9a-f]{2})*$/i,
} as const;

function cut(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
