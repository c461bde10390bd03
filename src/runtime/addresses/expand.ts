import { type AddressPart, addressParts, valuePattern } from "../../addresses/address-template.ts";
import type { ChannelDefinition } from "../ground/contract.ts";
import { type AddressPattern, addressPattern } from "./pattern.ts";

/** More would rather be a pattern, or a mistake. */
const maximum = 256;

export interface ExpandOptions {
  readonly protocol: string;
  /** Values by parameter, over those that the document lists. */
  readonly given?: { readonly [name: string]: readonly string[] };
  /** The broker can be asked for addresses that nobody lists. Default false. */
  readonly patterns?: boolean;
}

/** Either has entries, not both. */
export interface Expanded {
  readonly addresses: readonly string[];
  readonly patterns: readonly AddressPattern[];
}

interface Problem {
  readonly problem: string;
}

/** What a channel that is received from is called on its broker, or the sentence that says what is missing. */
export function expandAddress(channel: ChannelDefinition, address: string, options: ExpandOptions): Expanded | Problem {
  const { protocol, patterns = false } = options;
  let forms: readonly (readonly AddressPart[])[] = [[]];
  for (const part of addressParts(address)) {
    const values = "literal" in part ? [part.literal] : valuesOf(part.parameter, channel, options);
    if ("problem" in values) return values;
    if ("parameter" in part && values.length === 0) {
      if (!patterns) return { problem: asksForValues(part.parameter, channel) };
      forms = forms.map((form) => [...form, part]);
      continue;
    }
    forms = forms.flatMap((form) => values.map((value) => joined(form, value)));
    if (forms.length > maximum) return { problem: `the parameters of the channel "${channel.key}" make more than ${maximum} addresses` };
  }
  const free = forms[0]?.find((part) => "parameter" in part);
  if (free === undefined)
    return { addresses: forms.map((form) => form.map((part) => ("literal" in part ? part.literal : "")).join("")), patterns: [] };
  const split = protocol === "amqp" ? forms.flatMap(partsOfWords)[0] : undefined;
  if (split !== undefined)
    return {
      problem: `the parameter "${split}" of the channel "${channel.key}" is not a whole word between dots, so RabbitMQ cannot look for it; ${asksForValues(split, channel)}`,
    };
  return { addresses: [], patterns: forms.map((form) => addressPattern(form, protocol)) };
}

/** Empty: nobody lists any. */
function valuesOf(name: string, channel: ChannelDefinition, { protocol, given = {} }: ExpandOptions): readonly string[] | Problem {
  const parameter = channel.parameters?.find(({ key }) => key === name);
  if (parameter === undefined) return [`{${name}}`];
  const allowed = parameter.enum ?? [];
  const values = (Object.hasOwn(given, name) ? given[name] : undefined) ?? allowed;
  const wrong = values.find((value) =>
    allowed.length > 0 ? !allowed.includes(value) : !new RegExp(`^${valuePattern(protocol)}$`).test(value),
  );
  if (wrong === undefined) return values;
  return {
    problem: `"${wrong}" cannot be the parameter "${name}" of the channel "${channel.key}"${allowed.length > 0 ? `; the document allows ${allowed.join(", ")}` : ""}`,
  };
}

function asksForValues(name: string, channel: ChannelDefinition): string {
  return `the channel "${channel.key}" needs values for its parameter "${name}": give it an \`enum\` in the document, or set BOOST_PARAMETER_${name.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}=a,b or the option \`parameters\``;
}

function joined(form: readonly AddressPart[], value: string): readonly AddressPart[] {
  const last = form.at(-1);
  if (last === undefined || !("literal" in last)) return [...form, { literal: value }];
  return [...form.slice(0, -1), { literal: last.literal + value }];
}

/** Parameters that share a word with something else. */
function partsOfWords(form: readonly AddressPart[]): readonly string[] {
  return form.flatMap((part, index) => {
    if ("literal" in part) return [];
    const [before, after] = [form[index - 1], form[index + 1]];
    const isWord =
      (before === undefined || ("literal" in before && before.literal.endsWith("."))) &&
      (after === undefined || ("literal" in after && after.literal.startsWith(".")));
    return isWord ? [] : [part.parameter];
  });
}
