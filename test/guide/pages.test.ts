import { pages, runPages } from "./pages.ts";

runPages(pages.filter(({ servers }) => servers.length === 0));
