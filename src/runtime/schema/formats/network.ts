/** https://www.rfc-editor.org/rfc/rfc2673#section-3.2: four decimal numbers, no leading zeros. */
export function isIpv4(text: string): boolean {
  if (text.length > 15) return false;
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

/** https://www.rfc-editor.org/rfc/rfc4291#section-2.2, without a zone. */
export function isIpv6(text: string): boolean {
  if (text.length > 45) return false;
  const [left = "", right, more] = text.split("::");
  if (more !== undefined) return false;
  const groups = [...groupsOf(left), ...groupsOf(right ?? "")];
  const embedded = groups.at(-1)?.includes(".") === true ? groups.pop() : undefined;
  // An IPv4 address stands at the very end, where it counts for two groups.
  if (embedded !== undefined && (!isIpv4(embedded) || text.endsWith(":"))) return false;
  if (embedded !== undefined && right === "") return false;
  const count = groups.length + (embedded === undefined ? 0 : 2);
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  return right === undefined ? count === 8 : count <= 7;
}

function groupsOf(text: string): string[] {
  return text === "" ? [] : text.split(":");
}

/** https://www.rfc-editor.org/rfc/rfc1123#section-2.1; a label in Punycode has to be one. */
export function isHostname(text: string): boolean {
  return text.length <= 253 && text.split(".").every(isLabel);
}

function isLabel(label: string): boolean {
  if (label.length > 63 || !/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i.test(label)) return false;
  // Hyphens in third and fourth place are reserved for `xn--`.
  return label.slice(2, 4) !== "--" || (/^xn--/i.test(label) && isPunycode(label));
}

/** Whether it stands for a label of other letters, which the URL parser of the platform decides by IDNA. */
function isPunycode(label: string): boolean {
  try {
    return new URL(`http://${label}.example`).hostname === `${label.toLowerCase()}.example`;
  } catch {
    return false;
  }
}

/** https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2 */
export function isEmail(text: string): boolean {
  const at = text.lastIndexOf("@");
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
  if (at < 1 || local.length > 64 || domain.length > 255) return false;
  const isQuoted = /^"(?:[ !#-[\]-~]|\\[ -~])*"$/.test(local);
  if (!isQuoted && !local.split(".").every((atom) => /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+$/i.test(atom))) return false;
  if (!domain.startsWith("[") || !domain.endsWith("]")) return isHostname(domain);
  const literal = domain.slice(1, -1);
  return /^ipv6:/i.test(literal) ? isIpv6(literal.slice(5)) : isIpv4(literal);
}
