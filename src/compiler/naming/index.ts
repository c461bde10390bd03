export { asciiOf } from "./ascii.ts";
export { bindingName, camelName, fileName, pascalName } from "./names.ts";
export { isKeyword } from "./reserved.ts";
export { words } from "./words.ts";
