import type { Mask } from "boost-gen/tools";
import type { CommandInput } from "../command.ts";
import { ConfigError } from "../config.ts";

/** Fields that the page does not show. @throws ConfigError */
export async function maskOf(input: CommandInput): Promise<Mask> {
  const { Mask, maskedFields, wantedFields } = await import("boost-gen/tools");
  const names = input.values("mask").flatMap((text) => {
    const fields = maskedFields(text);
    if (fields === undefined) throw new ConfigError(`--mask needs ${wantedFields}, not "${text}".`);
    return fields;
  });
  return new Mask(names);
}
