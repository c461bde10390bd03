export { camelName, fileName, pascalName } from "./names.ts";
export { isReserved } from "./reserved.ts";
export { words } from "./words.ts";
