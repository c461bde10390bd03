/** `orders.{region}` as literal text and parameter names in turn. */
export type AddressPart = { readonly literal: string } | { readonly parameter: string };

export function addressParts(address: string): readonly AddressPart[] {
  return address
    .split(/(\{[^{}]+\})/)
    .filter((part) => part !== "")
    .map((part) => (part.startsWith("{") && part.endsWith("}") ? { parameter: part.slice(1, -1) } : { literal: part }));
}

/** Text as the source of a regular expression that matches it and nothing else. */
export function regExpText(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

/**
 * What one value of a parameter may be, as the source of a regular expression: nothing that the broker reads as a separator or a
 * wildcard, so that an address can be read back in one way only and no value reaches another channel.
 */
export function valuePattern(protocol: string): string {
  switch (protocol) {
    case "kafka":
      return "[A-Za-z0-9_-]+";
    case "amqp":
      return "[^.*#\\s\\u0000-\\u001f]+";
    default:
      return "[^.:/*?\\[\\]{}\\\\\\s\\u0000-\\u001f]+";
  }
}
