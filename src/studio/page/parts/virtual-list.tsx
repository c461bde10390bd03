import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

interface VirtualListProps<Item> {
  readonly items: readonly Item[];
  /** Pixels, all the same. */
  readonly rowHeight: number;
  readonly label: string;
  readonly keyOf: (item: Item) => string;
  /** `tabIndex` is for its link: one of the list's is reached by Tab, the arrow keys lead from there to the others. */
  readonly row: (item: Item, tabIndex: number) => JSX.Element;
  /** Rows without a link, which the arrow keys pass over. */
  readonly isHeading?: (item: Item) => boolean;
  /** Comes into view when it changes. */
  readonly shown?: number;
}

/** Rows beyond the edges, so that scrolling shows no gap. */
const spare = 8;

/** Rows that a key leads on by; a page is ten. */
const strides: { readonly [key: string]: number } = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** A list of which only what can be seen is made. */
export function VirtualList<Item>({ items, rowHeight, label, keyOf, row, isHeading, shown = -1 }: VirtualListProps<Item>): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const { top, height } = useWindowOf(box);
  const [active, setActive] = useState(0);
  /** What a key led to, until it is there to be focused. */
  const wanted = useRef<number>();
  useEffect(() => {
    if (shown < 0) return;
    setActive(shown);
    bringIntoView(box.current, shown * rowHeight, rowHeight);
  }, [shown, rowHeight]);
  useEffect(() => {
    if (wanted.current === undefined) return;
    const link = box.current?.querySelector<HTMLElement>(`[aria-posinset="${wanted.current + 1}"] a`);
    if (link === undefined || link === null) return;
    wanted.current = undefined;
    link.focus({ preventScroll: true });
  });
  const first = Math.max(0, Math.floor(top / rowHeight) - spare);
  const last = Math.min(items.length, Math.ceil((top + height) / rowHeight) + spare);
  const links = (from: number, step: number): number => {
    let at = Math.min(items.length - 1, Math.max(0, from));
    for (let item = items[at]; item !== undefined && isHeading?.(item) === true; item = items[at]) at += step;
    return at;
  };
  // One that is scrolled away is not there to be reached.
  const reached = active >= first && active < last ? active : links(Math.ceil(top / rowHeight), 1);
  const move = (event: KeyboardEvent): void => {
    const stride = strides[event.key];
    if (stride === undefined) return;
    event.preventDefault();
    const next = links(reached + stride, stride === Number.NEGATIVE_INFINITY || stride > 0 ? 1 : -1);
    if (items[next] === undefined) return;
    wanted.current = next;
    setActive(next);
    bringIntoView(box.current, next * rowHeight, rowHeight);
  };
  return (
    <div class="scroll" ref={box}>
      <ul
        class="virtual"
        aria-label={label}
        aria-keyshortcuts="ArrowDown ArrowUp PageDown PageUp Home End"
        style={{ height: `${items.length * rowHeight}px` }}
        onKeyDown={move}
      >
        {items.slice(first, last).map((item, index) => (
          <li
            key={keyOf(item)}
            aria-posinset={first + index + 1}
            aria-setsize={items.length}
            style={{ top: `${(first + index) * rowHeight}px`, height: `${rowHeight}px` }}
            onFocusIn={() => setActive(first + index)}
          >
            {row(item, first + index === reached ? 0 : -1)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function bringIntoView(box: HTMLElement | null, at: number, rowHeight: number): void {
  if (box === null || (at >= box.scrollTop && at + rowHeight <= box.scrollTop + box.clientHeight)) return;
  box.scrollTop = Math.max(0, at - box.clientHeight / 3);
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
