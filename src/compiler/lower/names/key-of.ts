/** Last token of a pointer, decoded: the key under which the document has something. */
export function keyOf(pointer: string): string {
  const token = pointer.slice(pointer.lastIndexOf("/") + 1);
  return token.replaceAll("~1", "/").replaceAll("~0", "~");
}
