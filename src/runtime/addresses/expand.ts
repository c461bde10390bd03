import type { ChannelDefinition } from "../contract.ts";
import { addressParts, valuePattern } from "./template.ts";

/** More would rather be a pattern, or a mistake. */
const maximum = 256;

/** The concrete addresses of a channel that is received from, or the sentence that says what is missing. */
export function expandAddress(
  channel: ChannelDefinition,
  address: string,
  protocol: string,
  given: { readonly [name: string]: readonly string[] },
): { readonly addresses: readonly string[] } | { readonly problem: string } {
  let addresses = [""];
  for (const part of addressParts(address)) {
    let values: readonly string[];
    if ("literal" in part) values = [part.literal];
    else {
      const parameter = channel.parameters?.find(({ key }) => key === part.parameter);
      if (parameter === undefined) values = [`{${part.parameter}}`];
      else {
        const allowed = parameter.enum ?? [];
        values = (Object.hasOwn(given, part.parameter) ? given[part.parameter] : undefined) ?? allowed;
        const wrong = values.find((value) =>
          allowed.length > 0 ? !allowed.includes(value) : !new RegExp(`^${valuePattern(protocol)}$`).test(value),
        );
        if (wrong !== undefined)
          return {
            problem: `"${wrong}" cannot be the parameter "${part.parameter}" of the channel "${channel.key}"${allowed.length > 0 ? `; the document allows ${allowed.join(", ")}` : ""}`,
          };
        if (values.length === 0)
          return {
            problem: `the channel "${channel.key}" needs values for its parameter "${part.parameter}": give it an \`enum\` in the document, or set BOOST_PARAMETER_${part.parameter.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}=a,b or the option \`parameters\``,
          };
      }
    }
    addresses = addresses.flatMap((start) => values.map((value) => start + value));
    if (addresses.length > maximum)
      return { problem: `the parameters of the channel "${channel.key}" make more than ${maximum} addresses` };
  }
  return { addresses };
}
