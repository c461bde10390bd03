import { found } from "../../options/judge.ts";
import { requestDefaults } from "../../options/options.generated.ts";
import { InvalidOptions, RequestTimeout } from "../ground/errors.ts";
import type { AnsweredOperation } from "./reply-reader.ts";
import type { WaitingOptions } from "./waiting-requests.ts";

/** How long to wait, and what to say then. @throws InvalidOptions */
export function boundsOf({ name, reply }: AnsweredOperation, own: number | undefined, patience = Number.POSITIVE_INFINITY): Bounds {
  const wanted = own ?? reply.request?.timeout ?? requestDefaults.timeout;
  if (!(typeof wanted === "number" && wanted > 0))
    throw new InvalidOptions(
      `the option \`timeout\` of the request "${name}" must be a number of milliseconds above 0, not ${found(wanted)}`,
    );
  const timeout = Math.min(wanted, patience);
  const cut =
    timeout === wanted
      ? ""
      : `; its timeout is ${wanted} ms, and the \`startToCloseTimeout\` of the activity leaves no more: give \`requestWith\` a longer one`;
  return { timeout, late: () => new RequestTimeout(`no reply to the request "${name}" came within ${timeout} ms${cut}`) };
}

type Bounds = Pick<WaitingOptions, "timeout" | "late">;
