import type { Group, Option, Place } from "./option.ts";

/** The options that may stand at a place, those inside groups as well. */
export function optionsAt(options: readonly Option[], place: Place): readonly Option[] {
  return options
    .filter(({ at }) => at === undefined || at.includes(place))
    .map((option) => (option.kind === "group" ? { ...option, options: optionsAt(option.options, place) } : option));
}

/** An option, the names that lead to it (`["retry", "attempts"]`), and where it may stand, its group's places included. */
export interface Placed {
  readonly path: readonly string[];
  readonly at: readonly Place[] | undefined;
  readonly option: Option;
}

/** Every option of a group, those of the groups inside it behind their group. */
export function allOptions({ options }: Group, above: Pick<Placed, "path" | "at"> = { path: [], at: undefined }): readonly Placed[] {
  return options.flatMap((option) => {
    const here = { path: [...above.path, option.name], at: option.at ?? above.at };
    return [{ ...here, option }, ...(option.kind === "group" ? allOptions(option, here) : [])];
  });
}

/** What the document may call it, our own name first. */
export function namesOf({ name, sdkName }: Pick<Option, "name" | "sdkName">): readonly string[] {
  return sdkName === undefined ? [name] : [name, sdkName];
}
