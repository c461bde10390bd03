import type { Group } from "./option.ts";

/** Options laid over each other, key by key, the last one on top; groups merge, anything else replaces, and `undefined` says nothing. */
export function mergeOptions<Options extends object>({ options }: Group, layers: readonly Options[]): Options {
  const merged: { [name: string]: unknown } = {};
  for (const layer of layers) for (const [name, value] of Object.entries(layer)) if (value !== undefined) merged[name] = value;
  for (const option of options) {
    if (option.kind !== "group") continue;
    const parts = layers.flatMap((layer) => {
      const part = (layer as { readonly [name: string]: unknown })[option.name];
      return typeof part === "object" && part !== null ? [part] : [];
    });
    if (parts.length > 0) merged[option.name] = mergeOptions(option, parts);
  }
  // Made of the members of its layers, and so of the type that they have.
  return merged as Options;
}
