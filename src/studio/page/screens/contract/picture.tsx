import type { JSX } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { ContractView, OperationView } from "../../../shared/contract.ts";
import { useWindowOf } from "../../parts/virtual-list.tsx";
import { contractHref } from "./contract-href.ts";
import { type Box, type Line, layOut } from "./picture-layout.ts";

interface PictureProps {
  readonly contract: ContractView;
  readonly operations: readonly OperationView[];
  readonly query: { readonly [name: string]: string };
}

const columns = ["Channel", "Operation", "Message and rule", "Workflow", "Published to"] as const;
const [boxWidth, boxHeight, gap] = [160, 44, 34];
const width = columns.length * boxWidth + (columns.length - 1) * gap;
/** Characters that a box has room for. */
const [shownTitle, shownDetail] = [20, 24];
/** Pixels beyond the edges that are drawn all the same. */
const spare = 300;

/** What flows where. Only what can be seen is drawn. */
export function Picture({ contract, operations, query }: PictureProps): JSX.Element {
  const scroller = useRef<HTMLElement>(null);
  const { top, height } = useWindowOf(scroller);
  const picture = useMemo(() => layOut(contract, operations), [contract, operations]);
  const chosen = chosenSubjects(query);
  const target = picture.boxes.find(({ subject }) => chosen.includes(subject));
  // Another part is chosen: not when the person scrolls.
  useEffect(() => {
    const element = scroller.current;
    if (element === null || target === undefined) return;
    if (target.y < element.scrollTop + 40 || target.y > element.scrollTop + element.clientHeight - 40)
      element.scrollTop = target.y - element.clientHeight / 2;
  }, [target?.id]);
  const [from, to] = [top - spare, top + height + spare];
  const boxes = picture.boxes.filter(({ y }) => y > from && y < to);
  const lines = picture.lines.filter((line) => Math.max(line.from.y, line.to.y) > from && Math.min(line.from.y, line.to.y) < to);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <section class="picture scroll" aria-label="What flows where" ref={scroller} tabIndex={0}>
      <div class="columns" style={{ width: `${width}px` }} aria-hidden="true">
        {columns.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: its boxes are links with names of their own */}
      <svg width={width} height={picture.height} viewBox={`0 0 ${width} ${picture.height}`}>
        {lines.map((line) => (
          <Edge
            key={`${line.from.id}|${line.to.id}`}
            line={line}
            lit={chosen.includes(line.from.subject) || chosen.includes(line.to.subject)}
          />
        ))}
        {boxes.map((box) => (
          <Node key={box.id} box={box} query={query} lit={chosen.includes(box.subject)} />
        ))}
      </svg>
    </section>
  );
}

function chosenSubjects({ operation, channel, message }: PictureProps["query"]): readonly string[] {
  if (operation !== undefined) return [`operation ${operation}`];
  if (channel !== undefined) return [`in ${channel}`, `out channel ${channel}`];
  return message === undefined ? [] : [`message ${message}`];
}

function leftOf({ column }: Box): number {
  return column * (boxWidth + gap);
}

function Edge({ line: { from, to, dashed }, lit }: { readonly line: Line; readonly lit: boolean }): JSX.Element {
  const [x1, x2] = [leftOf(from) + boxWidth, leftOf(to)];
  // Into the row of what it leads to at once: that row is its own, and nothing else stands in it on the way.
  const bend = x1 + gap / 2;
  const path = `M${x1} ${from.y}C${bend} ${from.y} ${bend} ${to.y} ${x1 + gap} ${to.y}H${x2}`;
  return <path class={`edge${dashed ? " dashed" : ""}${lit ? " lit" : ""}`} d={path} />;
}

interface NodeProps {
  readonly box: Box;
  readonly query: PictureProps["query"];
  readonly lit: boolean;
}

function Node({ box, query, lit }: NodeProps): JSX.Element {
  const { kind, title, detail, opens, y } = box;
  const place = { x: leftOf(box), y: y - boxHeight / 2 };
  const inside = (
    <>
      {title.length > shownTitle || detail.length > shownDetail ? <title>{`${title} ${detail}`}</title> : null}
      <rect x={place.x} y={place.y} width={boxWidth} height={boxHeight} rx={kind === "workflow" ? boxHeight / 2 : 5} />
      <text x={place.x + 12} y={detail === "" ? y + 5 : y - 4}>
        {cut(title, shownTitle)}
      </text>{" "}
      <text class="detail" x={place.x + 12} y={y + 13}>
        {cut(detail, shownDetail)}
      </text>
    </>
  );
  const name = `node ${kind}${lit ? " lit" : ""}`;
  if (opens === undefined) return <g class={name}>{inside}</g>;
  return (
    <a class={name} href={contractHref(query, opens)}>
      {inside}
    </a>
  );
}

/** By characters as people count them. Marks that turn the direction around would turn the box's neighbours too. */
function cut(text: string, most: number): string {
  const characters = [...text.replace(/[\p{Bidi_Control}\p{Cc}]/gu, "�")];
  return characters.length <= most ? characters.join("") : `${characters.slice(0, most - 1).join("")}…`;
}
