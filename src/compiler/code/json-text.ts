/** A value as JSON, two blanks a step, for a place that is indented by `indent`: its first line stands behind something. */
export function jsonText(value: unknown, indent = 0): string {
  return JSON.stringify(value, null, 2).replaceAll("\n", `\n${" ".repeat(indent)}`);
}
