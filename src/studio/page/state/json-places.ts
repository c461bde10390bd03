/** Where each part of a JSON text begins: JSON Pointer → offset. As far as the text is JSON. */
export function jsonPlaces(text: string): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
  /** Each open object or list: where it is, and the key or index that comes. */
  const open: { readonly path: string; key: string; readonly isList: boolean; index: number; wantsKey: boolean }[] = [];
  for (let match = tokens.exec(text); match !== null; match = tokens.exec(text)) {
    const [token] = match;
    const top = open.at(-1);
    if (token === "}" || token === "]") open.pop();
    else if (token === "," && top !== undefined) {
      top.index += 1;
      top.wantsKey = !top.isList;
    } else if (token === ":" && top !== undefined) top.wantsKey = false;
    else if (top?.wantsKey === true) top.key = unquoted(token);
    else {
      const path = top === undefined ? "" : `${top.path}/${top.isList ? top.index : escaped(top.key)}`;
      places.set(path, match.index);
      if (token === "{" || token === "[") open.push({ path, key: "", isList: token === "[", index: 0, wantsKey: token === "{" });
    }
  }
  return places;
}

/** Of the part, or of what is nearest above it. */
export function placeOf(places: ReadonlyMap<string, number>, pointer: string): number {
  for (let path = pointer; ; path = path.slice(0, path.lastIndexOf("/"))) {
    const place = places.get(path);
    if (place !== undefined) return place;
    if (path === "") return 0;
  }
}

export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}

function unquoted(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return token;
  }
}

function escaped(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
