/** What `formats: assert` checks. Every other `format` stays a remark. */
export const formatNames = [
  "date-time",
  "date",
  "time",
  "duration",
  "email",
  "uuid",
  "uri",
  "uri-reference",
  "hostname",
  "ipv4",
  "ipv6",
  "json-pointer",
  "regex",
] as const;

export type FormatName = (typeof formatNames)[number];
