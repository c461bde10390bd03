import type { YAMLError } from "yaml";

/** What usually went wrong where YAML's own words speak of its grammar; empty where they say enough. */
export function mendOf({ code, message }: YAMLError): string {
  switch (code) {
    case "BLOCK_AS_IMPLICIT_KEY":
      return "A text that contains `: ` needs quotes; keys of an object start on lines of their own.";
    case "BAD_INDENT":
      return message.startsWith("Flow")
        ? "Look for a `{` or `[` above that nothing closes."
        : "Keys of one object start in the same column, and what belongs to a key stands further right than the key.";
    case "TAB_AS_INDENT":
      return "Indent with spaces.";
    case "BAD_SCALAR_START":
      return "Put a text that starts with this sign in quotes.";
    case "BAD_DQ_ESCAPE":
      return "Between double quotes `\\` must be written twice; between single quotes it stands for itself.";
    case "MULTILINE_IMPLICIT_KEY":
      return "After each key come a colon and a space, as in `title: Shop`.";
    default:
      return "";
  }
}
