import type { Group, Option, Place } from "./option.ts";

/** The options that may stand at a place, those inside groups as well. */
export function optionsAt(options: readonly Option[], place: Place): readonly Option[] {
  return options
    .filter(({ at }) => at === undefined || at.includes(place))
    .map((option) => (option.kind === "group" ? { ...option, options: optionsAt(option.options, place) } : option));
}

/** An option and the names that lead to it: `["retry", "attempts"]`. */
export interface Placed {
  readonly path: readonly string[];
  readonly option: Option;
}

/** Every option of a group, those of the groups inside it behind their group. */
export function allOptions({ options }: Group, above: readonly string[] = []): readonly Placed[] {
  return options.flatMap((option) => {
    const path = [...above, option.name];
    return [{ path, option }, ...(option.kind === "group" ? allOptions(option, path) : [])];
  });
}
