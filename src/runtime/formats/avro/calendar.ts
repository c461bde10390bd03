import { AvroFault } from "./fault.ts";

/** Days since 1970 and counts of seconds, as ISO 8601 writes them. Years beyond 9999 have a sign and at least six digits, as in ECMAScript. */

const daysOfEra = 146_097;
const secondsOfDay = 86_400;

let lastDay = Number.NaN;
let lastText = "";

/** `2024-02-29` of a day since 1970-01-01. */
export function dateText(day: number): string {
  // Most messages of a stream are of the same day.
  if (day === lastDay) return lastText;
  const shifted = day + 719_468;
  const era = Math.floor(shifted / daysOfEra);
  const dayOfEra = shifted - era * daysOfEra;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  lastDay = day;
  lastText = `${yearText(year)}-${two(month)}-${two(dayOfMonth)}`;
  return lastText;
}

function yearText(year: number): string {
  if (year >= 0 && year <= 9_999) return String(year).padStart(4, "0");
  return `${year < 0 ? "-" : "+"}${String(Math.abs(year)).padStart(6, "0")}`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/** `10:15:30.250` of a count since midnight; `digits`: after the second. */
export function timeText(count: number, digits: number): string {
  const unit = 10 ** digits;
  const fraction = count % unit;
  const seconds = (count - fraction) / unit;
  if (count < 0 || seconds >= secondsOfDay) throw new AvroFault(`a time of day is outside of its day: ${count}`, "schema");
  return clock(seconds, fraction, digits);
}

function clock(seconds: number, fraction: number, digits: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}.${String(fraction).padStart(digits, "0")}`;
}

/** `2024-02-29T10:15:30.250` of a count since 1970; without a zone. */
export function momentText(count: number | bigint, digits: number): string {
  if (typeof count === "bigint") return bigMomentText(count, digits);
  const unit = 10 ** digits;
  // The remainder is exact where a quotient would be rounded.
  const rest = count % unit;
  const fraction = rest < 0 ? rest + unit : rest;
  const seconds = (count - fraction) / unit;
  const day = Math.floor(seconds / secondsOfDay);
  return `${dateText(day)}T${clock(seconds - day * secondsOfDay, fraction, digits)}`;
}

function bigMomentText(count: bigint, digits: number): string {
  const perDay = BigInt(secondsOfDay) * 10n ** BigInt(digits);
  const rest = count % perDay;
  const within = rest < 0n ? rest + perDay : rest;
  return `${dateText(Number((count - within) / perDay))}T${timeText(Number(within), digits)}`;
}

const datePattern = /^([+-]\d{6,9}|\d{4})-(\d\d)-(\d\d)$/;
const timePattern = /^(\d\d):(\d\d):(\d\d)(?:[.](\d{1,18}))?$/;
const zonePattern = /(?:Z|([+-])(\d\d):(\d\d))$/i;

/** The day since 1970. @throws AvroFault */
export function dayOf(text: string): number {
  const [, year = "", month = "", day = ""] = datePattern.exec(text) ?? [];
  const found = dayOfCivil(Number(year), Number(month), Number(day));
  if (year === "" || found === undefined) throw new AvroFault(`${quoted(text)} is no date of ISO 8601`, "schema");
  return found;
}

function dayOfCivil(year: number, month: number, day: number): number | undefined {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  if (length === undefined || day < 1 || day > length) return undefined;
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * daysOfEra + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/** A count since midnight. @throws AvroFault */
export function timeOf(text: string, digits: number): number {
  const [, hour = "", minute = "", second = "", fraction = ""] = timePattern.exec(text) ?? [];
  if (hour === "" || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    throw new AvroFault(`${quoted(text)} is no time of ISO 8601`, "schema");
  if (/[1-9]/.test(fraction.slice(digits)))
    throw new AvroFault(`${quoted(text)} has more than ${digits} digits after the second, which would be lost`, "schema");
  const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  return seconds * 10 ** digits + Number(fraction.slice(0, digits).padEnd(digits, "0"));
}

/** A count since 1970; a moment has a zone, a local one has none. @throws AvroFault */
export function momentOf(text: string, { digits, isLocal }: { readonly digits: number; readonly isLocal: boolean }): bigint {
  const [date = "", rest = "", ...more] = text.split(/[Tt]/);
  const zone = zonePattern.exec(rest);
  if (more.length > 0 || (zone === null) !== isLocal)
    throw new AvroFault(
      isLocal
        ? `${quoted(text)} is no local date and time of ISO 8601, without a zone`
        : `${quoted(text)} is no date and time of ISO 8601 with a zone`,
      "schema",
    );
  const [zoneText = "", sign, hours = "0", minutes = "0"] = zone ?? [];
  if (Number(hours) > 23 || Number(minutes) > 59) throw new AvroFault(`${quoted(text)} has no zone that there is`, "schema");
  const offset = (Number(hours) * 60 + Number(minutes)) * 60 * (sign === "-" ? -1 : 1);
  const time = timeOf(rest.slice(0, rest.length - zoneText.length), digits);
  const seconds = BigInt(dayOf(date)) * BigInt(secondsOfDay) - BigInt(offset);
  return seconds * 10n ** BigInt(digits) + BigInt(time);
}

export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}…` : text);
}
