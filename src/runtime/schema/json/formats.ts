import type { FormatName } from "../../../options/formats.ts";
import type { Check } from "../builder.ts";
import { formats } from "../formats/index.ts";
import { type FormatMode, formatCounts } from "../formats/mode.ts";
import { complain } from "./issue.ts";

/** Checked, but for a message that says `formats: annotate`. */
export function format(name: FormatName): Check {
  return check(name, "assert");
}

/** A remark, but for a message that says `formats: assert`, and for what is published. */
export function annotatedFormat(name: FormatName): Check {
  return check(name, "annotate");
}

function check(name: FormatName, otherwise: FormatMode): Check {
  const accepts = formats[name];
  return (payload) => {
    if (!formatCounts(otherwise) || accepts(payload.value as string)) return;
    complain(payload, { code: "invalid_format", origin: "string", format: name, message: `Not a valid ${name}` });
  };
}
