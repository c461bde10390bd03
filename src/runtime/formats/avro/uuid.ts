import { quoted } from "./calendar.ts";
import { AvroFault } from "./fault.ts";

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** @throws AvroFault */
export function checkedUuid(text: string): string {
  if (!pattern.test(text)) throw new AvroFault(`${quoted(text)} is no UUID`, "schema");
  return text;
}

export function uuidText(bytes: Buffer, at: number): string {
  const hex = bytes.toString("hex", at, at + 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
