import { defaultProblem } from "./defaults.ts";
import { endlessRecords, recordsIn } from "./least-bytes.ts";
import { parseAvro } from "./parse.ts";
import type { AvroType } from "./schema.ts";
import type { AvroReport, AvroSource } from "./source.ts";

type Around<Source extends AvroSource> = Parameters<typeof parseAvro<Source>>[2];

/** A schema with everything about it checked that can be checked. `around`: what it may refer to without defining it. */
export function readAvro<Source extends AvroSource>(
  source: Source,
  report: AvroReport<Source>,
  around: Around<Source> = {},
): AvroType<Source> {
  const type = readTypes(source, report, around);
  for (const { fields } of recordsIn(type)) {
    for (const field of fields) {
      const problem = field.default === undefined ? undefined : defaultProblem(field.type, field.default.value);
      if (problem === undefined) continue;
      const at = (field.source.get("default") ?? field.source) as Source;
      report("avro-default", { field: field.name, isUnion: field.type.kind === "union", ...problem }, at);
    }
  }
  return type;
}

/** The same of a schema whose defaults fill nothing in, so that nobody looks at them: registries let some pass that are none, or that become very large. */
export function readTypes<Source extends AvroSource>(
  source: Source,
  report: AvroReport<Source>,
  around: Around<Source> = {},
): AvroType<Source> {
  const type = parseAvro(source, report, around);
  for (const record of endlessRecords(type)) report("avro-endless", { record: record.name }, record.source);
  return type;
}
