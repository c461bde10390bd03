import { type TemplateName, templates } from "./templates.generated.js";

/** What a layout sees: encoded text and switches, nothing else. */
type LayoutView = { readonly [key: string]: LayoutValue };
export type LayoutValue = string | boolean | LayoutView | readonly LayoutValue[];

/** Lays out one file. A name that the layout uses and the view lacks is an error, so views are complete. */
export function renderTemplate(name: TemplateName, view: LayoutView): string {
  return templates[name](view);
}
