// After the build: the service worker with its list of files, ready-made .br and .gz variants, and
// the size gate. Sizes are bytes after brotli.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const DIST = "dist";
const KB = 1024;
// English words are a file of their own that only those load who chose English.
const BUDGETS = {
  beforeSignIn: 30 * KB,
  allScripts: 130 * KB,
  ownChunk: 15 * KB,
  english: 24 * KB,
  styles: 12 * KB,
  fonts: 70 * KB,
};

function files(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}

function brotli(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return brotliCompressSync(bytes, { params });
}

function writeServiceWorker(list) {
  const hash = createHash("sha256");
  for (const path of list) hash.update(path).update(readFileSync(path));
  const urls = list.map((path) => `/${relative(DIST, path)}`);
  const text = readFileSync("sw/sw.js", "utf8")
    .replace("__VERSION__", hash.digest("hex").slice(0, 16))
    .replace("__FILES__", JSON.stringify(urls));
  writeFileSync(join(DIST, "sw.js"), text);
}

/** Scripts that index.html loads, with what they import at once. */
function scriptsBeforeSignIn() {
  const html = readFileSync(join(DIST, "index.html"), "utf8");
  return [...html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map((match) => match[1]);
}

const shell = files(DIST).filter((path) => !/\.(br|gz)$|sw\.js$/.test(path));
writeServiceWorker(shell);
const sizes = new Map();
for (const path of files(DIST).filter((name) =>
  /\.(js|css|html|svg|json|webmanifest)$/.test(name),
)) {
  const bytes = readFileSync(path);
  const small = brotli(bytes);
  writeFileSync(`${path}.br`, small);
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  sizes.set(relative(DIST, path), small.length);
}
const sum = (names) => names.reduce((total, name) => total + (sizes.get(name) ?? 0), 0);
const named = (end) => [...sizes.keys()].filter((name) => name.endsWith(end));
const english = named(".js").filter((name) => name.includes("english-"));
const measured = {
  beforeSignIn: sum(scriptsBeforeSignIn()),
  allScripts: sum(named(".js").filter((name) => !english.includes(name))),
  ownChunk: Math.max(
    0,
    ...named(".js")
      .filter((name) => !/(english|index|Signed)-/.test(name))
      .map((name) => sizes.get(name) ?? 0),
  ),
  english: sum(english),
  styles: sum(named(".css")),
  fonts: files(DIST)
    .filter((path) => path.endsWith(".woff2"))
    .reduce((total, path) => total + statSync(path).size, 0),
};
for (const [name, budget] of Object.entries(BUDGETS)) {
  const size = measured[name];
  console.log(`${name}: ${(size / KB).toFixed(1)} KB of ${budget / KB} KB`);
  if (size > budget) process.exitCode = 1;
}
if (process.exitCode) console.error("a size budget is broken");
