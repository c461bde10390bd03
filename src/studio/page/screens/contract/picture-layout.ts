import type { ContractView, OperationView, RuleView } from "../../../shared/contract.ts";

/** What the picture is made of; a box stands in a column, its middle at `y`. */
export interface Box {
  readonly id: string;
  /** What it shows; boxes that stand for the same thing have the same. */
  readonly subject: string;
  readonly column: 0 | 1 | 2 | 3 | 4;
  readonly y: number;
  readonly title: string;
  readonly detail: string;
  /** What is opened by it. */
  readonly opens?: { readonly [name: string]: string };
  readonly kind: "channel" | "operation" | "rule" | "workflow" | "letters";
}

export interface Line {
  readonly from: Box;
  readonly to: Box;
  readonly dashed: boolean;
}

export interface Picture {
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  readonly height: number;
}

const rowHeight = 56;
/** Rows that a line may cross. A box that is farther away is drawn once more: hundreds of long lines would lie upon each other. */
const farthest = 6;

/** One line of the picture, from an operation to the right. */
interface Row {
  readonly rule?: { readonly title: string; readonly detail: string; readonly opens: { readonly [name: string]: string } };
  readonly workflow?: RuleView;
  readonly out?: { readonly kind: "channel" | "letters"; readonly key: string };
}

/**
 * Every operation takes as many rows as it has rules, replies and places for dead letters. Boxes that rows near each other share, a workflow or a
 * channel, stand where they come first; a channel that feeds several operations in the middle of them.
 */
export function layOut(contract: ContractView, operations: readonly OperationView[]): Picture {
  const boxes = new Map<string, Box>();
  const lines: Line[] = [];
  const near = new Map<string, Box>();
  const box = (made: Omit<Box, "id">): Box => {
    const known = near.get(made.subject);
    if (known !== undefined && Math.abs(made.y - known.y) <= farthest * rowHeight) return known;
    const next = { id: `${made.subject} ${made.y}`, ...made };
    near.set(made.subject, next);
    boxes.set(next.id, next);
    return next;
  };
  const channels = new Map(contract.channels.map((channel) => [channel.key, channel]));
  const names = new Map(contract.messages.map(({ id, name }) => [id, name]));
  const fed = new Map<string, Box[]>();
  let row = 0;
  for (const operation of operations) {
    const rows = rowsOf(operation, names);
    const middle = (row + (rows.length - 1) / 2) * rowHeight + rowHeight / 2;
    const own = box({
      subject: `operation ${operation.key}`,
      column: 1,
      y: middle,
      title: operation.key,
      detail: operation.action === "receive" ? "receives" : "sends",
      opens: { operation: operation.key },
      kind: "operation",
    });
    if (operation.action === "receive") fed.set(operation.channel, [...(fed.get(operation.channel) ?? []), own]);
    for (const { rule, workflow, out } of rows) {
      const y = row * rowHeight + rowHeight / 2;
      row += 1;
      let last = own;
      if (rule !== undefined) {
        const next = box({ subject: `rule ${row}`, column: 2, y, ...rule, kind: "rule" });
        lines.push({ from: last, to: next, dashed: false });
        last = next;
      }
      if (workflow !== undefined) {
        const { key, name } = workflow.workflow;
        const opens = { operation: operation.key };
        const detail = workflow.taskQueue ?? "";
        const next = box({ subject: `workflow ${key}`, column: 3, y, title: name, detail, opens, kind: "workflow" });
        lines.push({ from: last, to: next, dashed: false });
      }
      if (out !== undefined) {
        const { key, kind } = out;
        const channel = channels.get(key);
        const detail = kind === "letters" ? "dead letters" : key;
        const opens = kind === "channel" ? { opens: { channel: key } } : {};
        const next = box({ subject: `out ${kind} ${key}`, column: 4, y, title: channel?.address ?? key, detail, ...opens, kind });
        lines.push({ from: last, to: next, dashed: kind === "letters" });
      }
    }
  }
  for (const [key, fedBoxes] of fed) {
    const y = fedBoxes.reduce((sum, { y }) => sum + y, 0) / fedBoxes.length;
    const channel = channels.get(key);
    const from = box({
      subject: `in ${key}`,
      column: 0,
      y,
      title: channel?.address ?? key,
      detail: channel?.servers.join(", ") ?? "",
      opens: { channel: key },
      kind: "channel",
    });
    for (const to of fedBoxes) lines.push({ from, to, dashed: false });
  }
  return { boxes: apart([...boxes.values()]), lines, height: row * rowHeight };
}

function rowsOf({ action, key, channel, messages, reply, deadLetter }: OperationView, names: ReadonlyMap<string, string>): readonly Row[] {
  if (action === "send") return [{ out: { kind: "channel", key: channel } }];
  const rules = messages.flatMap(({ id, rules: own }): readonly Row[] => {
    const title = names.get(id) ?? id;
    const opens = { operation: key, message: id };
    if (own.length === 0) return [{ rule: { title, detail: "handler only", opens } }];
    return own.map((rule) => ({
      rule: { title, detail: `${rule.conditional ? "if … " : ""}${rule.kind}${rule.target === undefined ? "" : ` ${rule.target}`}`, opens },
      workflow: rule,
    }));
  });
  const replies: readonly Row[] =
    reply === undefined
      ? []
      : [
          {
            rule: { title: "reply", detail: reply.messages.map((id) => names.get(id) ?? id).join(", "), opens: { operation: key } },
            ...(reply.channel === undefined ? {} : { out: { kind: "channel", key: reply.channel } }),
          },
        ];
  const letters: readonly Row[] = typeof deadLetter === "string" ? [{ out: { kind: "letters", key: deadLetter } }] : [];
  const all = [...rules, ...replies, ...letters];
  return all.length === 0 ? [{}] : all;
}

/** Channels whose operations lie between each other's would stand on one place. */
function apart(boxes: readonly Box[]): readonly Box[] {
  const left = boxes.filter(({ column }) => column === 0).sort((a, b) => a.y - b.y);
  let free = Number.NEGATIVE_INFINITY;
  for (const box of left) {
    const y = Math.max(box.y, free);
    (box as { y: number }).y = y;
    free = y + rowHeight;
  }
  return boxes;
}
