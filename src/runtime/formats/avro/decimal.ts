import { quoted } from "./calendar.ts";
import { AvroFault } from "./fault.ts";

/** Bytes that hold so many digits; a few more may stand before them and say nothing. */
export function bytesOfDigits(digits: number): number {
  return Math.ceil((digits * Math.log2(10) + 1) / 8) + 8;
}

/** A whole number in two's complement, the largest byte first. */
export function wholeOf(bytes: Buffer, from: number, to: number): bigint {
  const length = to - from;
  if (length === 0) return 0n;
  if (length <= 6) return BigInt(bytes.readIntBE(from, length));
  return BigInt.asIntN(length * 8, BigInt(`0x${bytes.toString("hex", from, to)}`));
}

/** `-12.50` of -1250 and two digits after the point. */
export function decimalText(unscaled: bigint, scale: number): string {
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString();
  const sign = unscaled < 0n ? "-" : "";
  if (scale <= 0) return unscaled === 0n ? "0" : `${sign}${digits}${"0".repeat(-scale)}`;
  const padded = digits.padStart(scale + 1, "0");
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

/** What a decimal text is as a whole number and the digits after its point. @throws AvroFault */
export function parsedDecimal(text: string, most: number): { readonly unscaled: bigint; readonly scale: number } {
  const [, sign = "", whole = "", fraction = ""] = (text.length > most + 3 ? null : /^(-?)(\d+)(?:[.](\d+))?$/.exec(text)) ?? [];
  if (whole === "") throw new AvroFault(`${quoted(text)} is no decimal number written in digits`, "schema");
  return { unscaled: BigInt(`${whole}${fraction}`) * (sign === "-" ? -1n : 1n), scale: fraction.length };
}

/** The same number with so many digits after the point. @throws AvroFault where digits would be lost, or there are more than `precision` */
export function scaled(text: string, { precision, scale }: { readonly precision: number; readonly scale: number }): bigint {
  // Zeros at the end may be any number, within reason.
  const parsed = parsedDecimal(text, precision + 1_000);
  const shift = scale - parsed.scale;
  const divisor = shift < 0 ? 10n ** BigInt(-shift) : 1n;
  if (parsed.unscaled % divisor !== 0n)
    throw new AvroFault(`${quoted(text)} has more than ${scale} digits after the point, which would be lost`, "schema");
  const unscaled = shift < 0 ? parsed.unscaled / divisor : parsed.unscaled * 10n ** BigInt(shift);
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().length;
  if (unscaled !== 0n && digits > precision)
    throw new AvroFault(`${quoted(text)} has more than the ${precision} digits of its decimal`, "schema");
  return unscaled;
}

/** In two's complement, as short as it can be or `size` bytes long. */
export function bytesOf(unscaled: bigint, size?: number): Buffer {
  let length = size ?? 1;
  if (size === undefined) while (BigInt.asIntN(length * 8, unscaled) !== unscaled) length += 1;
  return Buffer.from(
    BigInt.asUintN(length * 8, unscaled)
      .toString(16)
      .padStart(length * 2, "0"),
    "hex",
  );
}
