import { type TemplateName, templates } from "./templates.generated.js";

/** What a layout sees: printed code and switches, nothing else. */
export type LayoutView = { readonly [key: string]: LayoutValue };
export type LayoutValue = string | boolean | LayoutView | readonly LayoutValue[];

/** A file of `templates/`, without `.hbs`. */
export type LayoutName = TemplateName;

/** Lays out one file. A name that the layout uses and the view lacks is an error, so views are complete. */
export function renderTemplate(name: LayoutName, view: LayoutView): string {
  return templates[name](view);
}
