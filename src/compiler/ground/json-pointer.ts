/** JSON Pointer. @see https://www.rfc-editor.org/rfc/rfc6901 */
export function encodeToken(token: string): string {
  return token.includes("~") || token.includes("/") ? token.replaceAll("~", "~0").replaceAll("/", "~1") : token;
}

/** For a token of a pointer that is known to be one. */
export function decodeToken(token: string): string {
  return token.includes("~") ? token.replaceAll("~1", "/").replaceAll("~0", "~") : token;
}

export function pointerOf(tokens: readonly string[]): string {
  return tokens.map((token) => `/${encodeToken(token)}`).join("");
}

/** The tokens of a pointer, or undefined where it is none: not empty and without a leading slash, or a `~` that escapes nothing. */
export function pointerTokens(pointer: string): readonly string[] | undefined {
  if (pointer === "") return [];
  if (!pointer.startsWith("/")) return undefined;
  const tokens = pointer.slice(1).split("/");
  return tokens.some((token) => /~(?![01])/.test(token)) ? undefined : tokens.map(decodeToken);
}
