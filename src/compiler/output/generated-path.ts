/** Names that Windows keeps for devices, with any extension. */
const device = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
const segment = /^[\p{L}\p{M}\p{N}_$@.-]+$/u;

/** Why `path` may not become a file below the output folder, or `undefined`. Every path that is written passes through here, whoever chose it. */
export function pathProblem(path: string): string | undefined {
  if (path.length > 200) return "it is longer than 200 characters";
  for (const name of path.split("/")) {
    if (name === "") return "it is empty, absolute or has an empty part";
    if (name === "." || name === "..") return "it leads out of its folder";
    if (!segment.test(name)) return "it has characters other than letters, digits and `_ $ @ . -`";
    if (name.startsWith(".")) return "a part of it starts with a dot";
    if (name.endsWith(".")) return "a part of it ends in a dot, which Windows drops";
    if (device.test(name)) return `\`${name}\` is the name of a device on Windows`;
  }
  return undefined;
}

/** Equal for paths that some file system takes for the same. */
export function foldPath(path: string): string {
  return path.normalize("NFKC").toLowerCase();
}
