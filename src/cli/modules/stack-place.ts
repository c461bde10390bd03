/** Where the user's own code, in or below the folder, threw an error: `handlers/on-order.ts:14:11`. */
export function stackPlace(error: unknown, cwd: string): string | undefined {
  const lines = error instanceof Error ? (error.stack ?? "").split("\n") : [];
  const places = lines.flatMap((line) => /^\s+at .*?\(?((?:file:\/\/)?\/[^()]*:\d+:\d+)\)?$/.exec(line)?.[1] ?? []);
  const own = places
    .map((place) => place.replace(/^file:\/\//, ""))
    .find((place) => place.startsWith(`${cwd}/`) && !place.includes("/node_modules/") && !place.includes("/dist/"));
  return own?.slice(cwd.length + 1);
}
