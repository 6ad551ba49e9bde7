// Fails when src/api/schema.d.ts is not what ../api/openapi.yaml gives.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "schema-"));
const fresh = join(folder, "schema.d.ts");
try {
  execFileSync("npx", ["openapi-typescript", "../api/openapi.yaml", "-o", fresh], {
    stdio: "pipe",
  });
  if (readFileSync(fresh, "utf8") !== readFileSync("src/api/schema.d.ts", "utf8")) {
    console.error("src/api/schema.d.ts is stale: run `npm run gen`");
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
