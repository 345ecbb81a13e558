// A shop of its own: the release binary with the demo catalogue, its sandbox and a fresh database.

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const REPOSITORY = resolve(import.meta.dirname, "../..");
const BINARY = process.env["TILL_BINARY"] ?? join(REPOSITORY, "target/release/till");
const SITE = process.env["TILL_SITE"] ?? join(REPOSITORY, "target/site");

const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 10_000;

/** A running shop. */
export class Till {
  private constructor(
    /** Its origin, without a slash at the end. */
    readonly address: string,
    /** Where its pages' Stripe.js and card frames come from. */
    readonly sandbox: string,
    private readonly folder: string,
    private readonly environment: Record<string, string>,
    private process: ChildProcess,
    private log: string[],
  ) {}

  /** Starts a shop whose data lives in a temporary folder; `settings` go over the usual ones. */
  static async start(settings: Record<string, string> = {}): Promise<Till> {
    if (!existsSync(BINARY)) {
      throw new Error(`${BINARY} is missing: cargo xtask test --only release-build`);
    }
    const folder = await mkdtemp(join(tmpdir(), "till-"));
    const [shop, sandbox, metrics] = await freePorts(3);
    const address = `http://127.0.0.1:${shop}`;
    const environment = {
      // Nothing of the surroundings but what a program needs to start: a key in the developer's
      // environment must not turn tests into charges.
      PATH: process.env["PATH"] ?? "",
      LEPTOS_SITE_ROOT: SITE,
      LEPTOS_SITE_ADDR: `127.0.0.1:${shop}`,
      STRIPE_SANDBOX_ADDR: `127.0.0.1:${sandbox}`,
      TILL_METRICS_ADDR: `127.0.0.1:${metrics}`,
      TILL_RATE_LIMIT: "off",
      ...settings,
    };
    const log: string[] = [];
    const child = launch(folder, environment, log);
    const till = new Till(
      address,
      `http://127.0.0.1:${sandbox}`,
      folder,
      environment,
      child,
      log,
    );
    await till.untilReady();
    return till;
  }

  /** Stops the process and starts it anew on the same data. */
  async restart(): Promise<void> {
    await this.terminate();
    this.process = launch(this.folder, this.environment, this.log);
    await this.untilReady();
  }

  /** Stops the process and removes its data. */
  async stop(): Promise<void> {
    await this.terminate();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Where the shop writes its mails; see mailbox.ts. */
  get mailFolder(): string {
    return join(this.folder, "data/mail");
  }

  /** What the shop has written to its log so far. */
  get output(): string {
    return this.log.join("");
  }

  private async untilReady(): Promise<void> {
    const deadline = Date.now() + START_LIMIT_MS;
    while (Date.now() < deadline) {
      if (this.process.exitCode !== null) {
        throw new Error(`till ended with ${this.process.exitCode}:\n${this.output}`);
      }
      const answer = await fetch(`${this.address}/readyz`).catch(() => undefined);
      if (answer?.ok) {
        return;
      }
      await sleep(50);
    }
    throw new Error(`till was not ready after ${START_LIMIT_MS} ms:\n${this.output}`);
  }

  private async terminate(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) {
      return;
    }
    const ended = once(this.process, "exit");
    this.process.kill("SIGTERM");
    const graceful = await Promise.race([ended.then(() => true), sleep(STOP_LIMIT_MS, false)]);
    if (!graceful) {
      this.process.kill("SIGKILL");
      await ended;
      throw new Error(`till did not stop within ${STOP_LIMIT_MS} ms of SIGTERM`);
    }
  }
}

function launch(folder: string, environment: Record<string, string>, log: string[]): ChildProcess {
  const child = spawn(BINARY, ["serve"], {
    cwd: folder,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => log.push(text));
  }
  return child;
}

/** Ports that are free now. They are looked for all at once, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => {
    const address = server.address();
    if (address === null || typeof address === "string") {
      throw new Error("a listening socket has no port");
    }
    return address.port;
  });
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}
