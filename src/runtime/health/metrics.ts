/** Counters, gauges and histograms in Prometheus' text format. Small on purpose: labels are few and known, nothing is ever removed. */
import { instrumentName } from "../telemetry/instrument-name.ts";
import { type Attributes, type Meter, quietly } from "../telemetry/telemetry.ts";
import { Reading } from "./reading.ts";

export type Labels = { readonly [name: string]: string };

export interface Counter {
  add(value?: number): void;
}

export interface Histogram {
  observe(value: number): void;
}

interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge" | "histogram";
  /** Written label list → how to print its samples now. */
  readonly series: Map<string, () => Promise<string> | string>;
}

/** Seconds. */
const buckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export class Metrics {
  readonly #families = new Map<string, Family>();
  readonly #meter: Meter | undefined;
  readonly #counters = new Map<string, Counter>();

  /** `meter`: an OpenTelemetry meter that gets everything too, under the names and with the attributes of its conventions. */
  constructor(meter?: Meter) {
    this.#meter = meter;
  }

  /** One series; asked for again with the same labels it is the same one. */
  counter(name: string, help: string, labels: Labels = {}, attributes: Attributes = labels): Counter {
    const key = written(labels);
    const known = this.#counters.get(`${name}${key}`);
    if (known !== undefined) return known;
    let total = 0;
    const outside = quietly(() => this.#meter?.createCounter(instrumentName(name), { description: help }));
    const counter: Counter = {
      add: (value = 1) => {
        total += value;
        if (outside !== undefined) quietly(() => outside.add(value, attributes));
      },
    };
    this.#counters.set(`${name}${key}`, counter);
    this.#family(name, help, "counter").series.set(key, () => `${name}${key} ${total}\n`);
    return counter;
  }

  /** Read when somebody asks, what takes a while at most once a second; a reading that fails, takes longer than a second or is `undefined` is left out. */
  gauge(
    name: string,
    help: string,
    read: () => number | undefined | Promise<number | undefined>,
    labels: Labels = {},
    attributes: Attributes = labels,
  ): void {
    const key = written(labels);
    quietly(() =>
      this.#meter?.createObservableGauge(instrumentName(name), { description: help }).addCallback(async (result) => {
        const value = await read();
        if (value !== undefined) result.observe(value, attributes);
      }),
    );
    const reading = new Reading(read);
    this.#family(name, help, "gauge").series.set(key, async () => {
      const value = await reading.value();
      return value === undefined ? "" : `${name}${key} ${value}\n`;
    });
  }

  histogram(name: string, help: string, labels: Labels = {}, attributes: Attributes = labels): Histogram {
    const counts = buckets.map(() => 0);
    let count = 0;
    const outside = quietly(() => this.#meter?.createHistogram(instrumentName(name), { description: help, unit: "s" }));
    let sum = 0;
    const key = written(labels);
    this.#family(name, help, "histogram").series.set(key, () => {
      let below = 0;
      const lines = buckets.map((limit, index) => {
        below += counts[index] ?? 0;
        return `${name}_bucket${written({ ...labels, le: String(limit) })} ${below}\n`;
      });
      return `${lines.join("")}${name}_bucket${written({ ...labels, le: "+Inf" })} ${count}\n${name}_sum${key} ${sum}\n${name}_count${key} ${count}\n`;
    });
    return {
      observe: (value) => {
        count += 1;
        if (outside !== undefined) quietly(() => outside.record(value, attributes));
        sum += value;
        const index = buckets.findIndex((limit) => value <= limit);
        if (index !== -1) counts[index] = (counts[index] ?? 0) + 1;
      },
    };
  }

  async text(): Promise<string> {
    // All are asked at once: one that is silent holds up no other.
    const parts = [...this.#families.values()].flatMap(({ name, help, type, series }) => [
      `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`,
      ...[...series.values()].map((print) => print()),
    ]);
    return (await Promise.all(parts)).join("");
  }

  #family(name: string, help: string, type: Family["type"]): Family {
    const family = this.#families.get(name) ?? { name, help, type, series: new Map() };
    this.#families.set(name, family);
    return family;
  }
}

function written(labels: Labels): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replace(/[\\"\n]/g, (found) => (found === "\n" ? "\\n" : `\\${found}`))}"`,
  );
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}
