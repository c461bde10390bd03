/** What an activity is called that a document gives to workflow code. Compiler and runtime ask here: one schedules it, the other hosts it. */

export type ActivityKind = "publish" | "request";

/** `orders.publish.orderConfirmed`: of one worker's documents no two may be called alike, and a function of the user's has no dot in its name. */
export function activityType(contract: string, kind: ActivityKind, member: string): string {
  return `${contract}.${kind}.${member}`;
}
