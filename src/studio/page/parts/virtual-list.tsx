import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

interface VirtualListProps<Item> {
  readonly items: readonly Item[];
  /** Pixels, all the same. */
  readonly rowHeight: number;
  readonly label: string;
  readonly keyOf: (item: Item) => string;
  readonly row: (item: Item) => JSX.Element;
  /** Comes into view when it changes. */
  readonly shown?: number;
}

/** Rows beyond the edges, so that scrolling shows no gap. */
const spare = 8;

/** A list of which only what can be seen is made. */
export function VirtualList<Item>({ items, rowHeight, label, keyOf, row, shown = -1 }: VirtualListProps<Item>): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const { top, height } = useWindowOf(box);
  useEffect(() => {
    const element = box.current;
    if (element === null || shown < 0) return;
    const at = shown * rowHeight;
    if (at < element.scrollTop || at + rowHeight > element.scrollTop + element.clientHeight)
      element.scrollTop = Math.max(0, at - element.clientHeight / 3);
  }, [shown, rowHeight]);
  const first = Math.max(0, Math.floor(top / rowHeight) - spare);
  const last = Math.min(items.length, Math.ceil((top + height) / rowHeight) + spare);
  return (
    <div class="scroll" ref={box}>
      <ul class="virtual" aria-label={label} style={{ height: `${items.length * rowHeight}px` }}>
        {items.slice(first, last).map((item, index) => (
          <li key={keyOf(item)} style={{ top: `${(first + index) * rowHeight}px`, height: `${rowHeight}px` }}>
            {row(item)}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What of an element can be seen: pixels from its top, and how many. */
export function useWindowOf(box: { readonly current: HTMLElement | null }): { readonly top: number; readonly height: number } {
  const [seen, setSeen] = useState({ top: 0, height: 800 });
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const look = (): void => setSeen({ top: element.scrollTop, height: element.clientHeight });
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [box]);
  return seen;
}
