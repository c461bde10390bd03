import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ownPackage } from "../../src/cli/init/own-package.ts";
import { workspace } from "../compiler/output/workspace.ts";

interface Row {
  readonly name: string;
  /** Below which boost-gen lies. */
  readonly self: string;
  readonly files: { readonly [path: string]: string };
  readonly range: string;
  readonly note?: RegExp;
  readonly takeIn?: string;
}

const npmLock = (resolved: string): string => JSON.stringify({ packages: { "node_modules/boost-gen": { resolved } } });
const needs = (spec: string): string => JSON.stringify({ devDependencies: { "boost-gen": spec } });

const table: readonly Row[] = [
  {
    name: "a clone",
    self: "boost-gen",
    files: {},
    range: "file:../boost-gen",
    note: /^boost-gen is taken from `\.\.\/boost-gen`, .*: npm pack \.\.\/boost-gen && npm install \.\/boost-gen-1\.2\.3\.tgz$/,
    takeIn: "npm pack ../boost-gen && npm install ./boost-gen-1.2.3.tgz",
  },
  {
    name: "a tarball that npm installed",
    self: "tools/node_modules/boost-gen",
    files: { "tools/package.json": needs("file:../boost-gen-1.2.3.tgz"), "boost-gen-1.2.3.tgz": "" },
    range: "file:../boost-gen-1.2.3.tgz",
    takeIn: "cp ../boost-gen-1.2.3.tgz . && npm install ./boost-gen-1.2.3.tgz",
  },
  {
    name: "a tarball named without file:",
    self: "tools/node_modules/boost-gen",
    files: { "tools/package.json": needs("../kept/boost-gen-1.2.3.tgz"), "kept/boost-gen-1.2.3.tgz": "" },
    range: "file:../kept/boost-gen-1.2.3.tgz",
    takeIn: "cp ../kept/boost-gen-1.2.3.tgz . && npm install ./boost-gen-1.2.3.tgz",
  },
  {
    name: "a tarball in a workspace, of which only the lock of npm knows",
    self: "tools/node_modules/boost-gen",
    files: { "tools/node_modules/.package-lock.json": npmLock("file:../boost-gen-1.2.3.tgz"), "boost-gen-1.2.3.tgz": "" },
    range: "file:../boost-gen-1.2.3.tgz",
    takeIn: "cp ../boost-gen-1.2.3.tgz . && npm install ./boost-gen-1.2.3.tgz",
  },
  {
    name: "a tarball that pnpm installed",
    self: "tools/node_modules/.pnpm/boost-gen@file+..+boost-gen-1.2.3.tgz/node_modules/boost-gen",
    files: { "tools/package.json": needs("file:../boost-gen-1.2.3.tgz"), "boost-gen-1.2.3.tgz": "" },
    range: "file:../boost-gen-1.2.3.tgz",
    takeIn: "cp ../boost-gen-1.2.3.tgz . && npm install ./boost-gen-1.2.3.tgz",
  },
  {
    name: "a tarball that is gone",
    self: "tools/node_modules/boost-gen",
    files: { "tools/package.json": needs("file:../boost-gen-1.2.3.tgz") },
    range: "file:../tools/node_modules/boost-gen",
  },
  {
    name: "a tarball on a server",
    self: "tools/node_modules/boost-gen",
    files: { "tools/package.json": needs("https://example.com/boost-gen-1.2.3.tgz") },
    range: "https://example.com/boost-gen-1.2.3.tgz",
  },
  {
    name: "a repository",
    self: "tools/node_modules/boost-gen",
    files: { "tools/package.json": needs("github:acme/boost-gen#main") },
    range: "github:acme/boost-gen#main",
  },
  {
    name: "a registry",
    self: "tools/node_modules/boost-gen",
    files: { "tools/package.json": needs("^1.0.0") },
    range: "^1.2.3",
  },
  {
    name: "a registry, of which only the lock of npm knows",
    self: "tools/node_modules/boost-gen",
    files: { "tools/node_modules/.package-lock.json": npmLock("https://registry.example.com/boost-gen/-/boost-gen-1.2.3.tgz") },
    range: "^1.2.3",
  },
  {
    name: "a global installation",
    self: "lib/node_modules/boost-gen",
    files: {},
    range: "file:../lib/node_modules/boost-gen",
    note: /npm install boost-gen@\^1\.2\.3$/,
  },
];

describe("a new project gets boost-gen from where this one came from", () => {
  for (const { name, self, files, range, note, takeIn } of table) {
    test(name, (context) => {
      const space = workspace(context);
      for (const [path, text] of Object.entries(files)) space.write(path, text);
      space.write(`${self}/package.json`, JSON.stringify({ name: "boost-gen", version: "1.2.3" }));
      const own = ownPackage(space.path("my-service"), space.path(self));
      assert.equal(own.range, range);
      assert.equal(own.takeIn, takeIn);
      if (note === undefined) assert.equal(own.note, undefined);
      else assert.match(own.note ?? "", note);
    });
  }
});
