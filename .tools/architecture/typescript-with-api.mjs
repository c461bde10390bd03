// Loaded before dependency-cruiser, which reads TypeScript through the compiler's JavaScript interface. TypeScript 7 has none,
// so "typescript" means the installed 5.9 in that process.
import Module, { register } from "node:module";

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  return resolveFilename.call(this, request.replace(/^typescript(?=$|\/)/, "typescript-5.9"), ...rest);
};

const hook = `export function resolve(specifier, context, next) {
  return next(specifier === "typescript" ? "typescript-5.9" : specifier, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
