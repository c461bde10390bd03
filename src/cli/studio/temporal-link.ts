import type { About } from "../../studio/shared/about.ts";
import { ConfigError } from "../config.ts";

/** Where Temporal's own page is. @throws ConfigError */
export function temporalLink(environment: { readonly [name: string]: string | undefined }): Pick<About, "temporalUi" | "namespace"> {
  const text = environment["BOOST_TEMPORAL_UI_URL"];
  if (text === undefined || text === "") return {};
  if (!/^https?:\/\/[^\s/]/.test(text) || !URL.canParse(text))
    throw new ConfigError(`BOOST_TEMPORAL_UI_URL is "${text}" but should be the address of Temporal's page, as http://localhost:8233.`);
  return { temporalUi: text.replace(/\/+$/, ""), namespace: environment["TEMPORAL_NAMESPACE"] || "default" };
}
