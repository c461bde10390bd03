import type { DiagnosticSink, Placed } from "../../diagnostics/index.ts";

/** References into a place that nobody allowed to read. */
export interface Denied {
  readonly code: "ref-outside" | "ref-url-denied";
  /** What has to be allowed: a folder or an origin. */
  readonly place: string;
  /** As it is typed after `--allow-ref`. */
  readonly option: string;
  /** The document's own folder. */
  readonly folder: string;
}

interface Group {
  readonly denied: Denied;
  readonly at: Placed;
  readonly reference: string;
  count: number;
}

/** Collects references that are refused, so that each folder and each host is told of once. */
export class DeniedReferences {
  readonly #groups = new Map<string, Group>();

  add(denied: Denied, at: Placed, reference: string): void {
    const known = this.#groups.get(denied.place);
    if (known === undefined) this.#groups.set(denied.place, { denied, at, reference, count: 1 });
    else known.count += 1;
  }

  report(sink: DiagnosticSink): void {
    const groups = [...this.#groups.values()];
    const outermost = (group: Group): Group => groups.find((other) => other !== group && contains(other.denied, group.denied)) ?? group;
    for (const group of groups) {
      if (outermost(group) !== group) continue;
      const all = groups.filter((other) => outermost(other) === group);
      const { denied, at, reference } = all[0] ?? group;
      const others = all.reduce((sum, { count }) => sum + count, -1);
      sink.report(denied.code, at, { reference, folder: denied.folder, option: group.denied.option, others });
    }
  }
}

/** Folders contain each other, hosts do not. */
function contains(outer: Denied, inner: Denied): boolean {
  return outer.code === "ref-outside" && inner.code === "ref-outside" && inner.place.startsWith(`${outer.place.replace(/[\\/]$/, "")}/`);
}
