import { defaultProblem } from "./defaults.ts";
import { endlessRecords, recordsIn } from "./least-bytes.ts";
import { parseAvro } from "./parse.ts";
import type { AvroField, AvroType } from "./schema.ts";
import type { AvroReport, AvroSource } from "./source.ts";

/** A schema with everything about it checked that can be checked; a default that is none is left out. `around`: what it may refer to without defining it. */
export function readAvro<Source extends AvroSource>(
  source: Source,
  report: AvroReport<Source>,
  around: Parameters<typeof parseAvro<Source>>[2] = {},
): AvroType<Source> {
  const type = parseAvro(source, report, around);
  for (const record of endlessRecords(type)) report("avro-endless", { record: record.name }, record.source);
  for (const { fields } of recordsIn(type)) {
    for (const field of fields) {
      const problem = field.default === undefined ? undefined : defaultProblem(field.type, field.default.value);
      if (problem === undefined) continue;
      const at = (field.source.get("default") ?? field.source) as Source;
      report("avro-default", { field: field.name, isUnion: field.type.kind === "union", ...problem }, at);
      delete (field as { default?: AvroField["default"] }).default;
    }
  }
  return type;
}
