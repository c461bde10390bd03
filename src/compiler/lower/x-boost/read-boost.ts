import { boostGroups } from "../../../options/boost.ts";
import { optionsAt } from "../../../options/look-up.ts";
import type { Group, Place } from "../../../options/option.ts";
import type { DiagnosticSink } from "../../diagnostics/index.ts";
import type { DocumentNode } from "../../document/node.ts";
import { parseTemplate, parseValue } from "../expressions/expression.ts";
import { readOptions } from "../reading/read-options.ts";
import { StrictReader } from "../reading/strict-reader.ts";

const documentPlaces = {
  root: "at the root of the document",
  channel: "on a channel",
  operation: "on an operation",
  message: "on a message",
} as const satisfies Partial<Record<Place, string>>;

type DocumentPlace = keyof typeof documentPlaces;

const all = Object.values(boostGroups).flatMap(({ options }) => options);

/** One group of the options of `x-boost` as it stands at a place of the document. A key that no group has there is reported. */
export function readBoost<Options extends object>(
  group: Group,
  node: DocumentNode | undefined,
  place: DocumentPlace,
  sink: DiagnosticSink,
): Partial<Options> {
  if (node === undefined) return {};
  const reader = new StrictReader(node, "x-boost", sink);
  const here = { ...group, options: optionsAt(group.options, place) };
  const options = readOptions<Partial<Options>>(here, reader, {
    template: (at) => parseTemplate(at, sink),
    value: (at) => parseValue(at, sink),
    schema: (at) => at,
  });
  reader.end(
    optionsAt(all, place).map(({ name }) => name),
    whereElse,
  );
  return options ?? {};
}

function whereElse(key: string): string | undefined {
  const places = (Object.keys(documentPlaces) as DocumentPlace[]).filter((place) => optionsAt(all, place).some(({ name }) => name === key));
  return places.length === 0 ? undefined : places.map((place) => documentPlaces[place]).join(" or ");
}
