/** What an error says, for a sentence around it. */
export function saidOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
