import { decodeToken } from "../../ground/json-pointer.ts";

/** Last token of a pointer, decoded: the key under which the document has something. */
export function keyOf(pointer: string): string {
  return decodeToken(pointer.slice(pointer.lastIndexOf("/") + 1));
}
