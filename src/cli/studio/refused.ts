/** @throws Refused always */
export async function refused(sentence: string, status: 400 | 404 | 409 | 502 = 400): Promise<never> {
  const { Refused } = await import("boost-gen/tools");
  throw new Refused(sentence, status);
}
