// The real binary on a data folder of its own. It can be killed and started again on the same data.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const BINARY = process.env.HAIDANG ?? join(ROOT, "build/haidang");
/** A folder that `haidang demo` has filled already; each server gets a copy of its own. */
const FILLED = process.env.DEMO;
const START_MS = 30_000;

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

export class Server {
  static async demo() {
    const server = new Server();
    server.folder = mkdtempSync(join(tmpdir(), "haidang-browser-"));
    server.data = join(server.folder, "data");
    if (FILLED) {
      cpSync(FILLED, server.data, { recursive: true });
    } else {
      execFileSync("mkdir", ["-p", server.data]);
      const how = { stdio: ["ignore", "ignore", "inherit"] };
      execFileSync(BINARY, ["demo", "--data", server.data], how);
    }
    server.port = await freePort();
    server.url = `http://127.0.0.1:${server.port}`;
    await server.start();
    return server;
  }

  async start() {
    const log = openSync(join(this.folder, "serve.log"), "a");
    const listen = `127.0.0.1:${this.port}`;
    const args = ["serve", "--data", this.data, "--listen", listen, "--insecure-test-mode"];
    this.process = spawn(BINARY, args, { stdio: ["ignore", log, log] });
    const until = Date.now() + START_MS;
    while (Date.now() < until) {
      try {
        if ((await fetch(`${this.url}/api/v1/meta`)).ok) return;
      } catch {
        await sleep(100);
      }
    }
    throw new Error("the server did not start");
  }

  /** As a power cut does it. */
  async kill() {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill("SIGKILL");
    await gone;
  }

  async close() {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
