import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

const units = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;
const words = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });

/** How long ago something was; the exact time when pointed at. */
export function Ago({ at }: { readonly at: string }): JSX.Element {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  const then = Date.parse(at);
  return (
    <time class="ago dim" dateTime={at} title={at}>
      {Number.isNaN(then) ? at : relative(then - now)}
    </time>
  );
}

function relative(milliseconds: number): string {
  const [unit, length] = units.find(([, one]) => Math.abs(milliseconds) >= one) ?? [];
  return unit === undefined ? "just now" : words.format(Math.round(milliseconds / length), unit);
}
