/** The studio's server: the page, the token, the checks. What is behind its routes is given by whoever opens it. */
export { LiveFeed } from "./live-feed.ts";
export { Mask } from "./mask.ts";
export { Refused, type Route } from "./route.ts";
export { StudioServer } from "./studio-server.ts";
