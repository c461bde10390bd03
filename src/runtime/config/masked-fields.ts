/** How names of payload fields are typed: `card,email`. `undefined`: they are no such list. */
export function maskedFields(text: string): readonly string[] | undefined {
  const names = text.split(",").map((name) => name.trim());
  return names.every((name) => name !== "" && !/^[/$]/.test(name)) ? names : undefined;
}

/** Of both places that take them. */
export const wantedFields = "names of payload fields, separated by commas, as card,email; no paths";
