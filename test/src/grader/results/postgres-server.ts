// A real PostgreSQL for a test: made in a temporary folder, on this machine alone, and taken away with it.
import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { freePort } from "../../../free-port.ts";
import { missing } from "../../../needs.ts";

/** The folder of initdb and pg_ctl: UNROLLED_POSTGRES, where pg_config says it is, or one on the PATH. */
function binFolder(): string | undefined {
  const config = spawnSync("pg_config", ["--bindir"], { encoding: "utf8" });
  const folders = [
    process.env.UNROLLED_POSTGRES ?? "",
    config.status === 0 ? config.stdout.trim() : "",
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  return folders.find(folder => folder !== "" && ["initdb", "pg_ctl"].every(name => existsSync(join(folder, name))));
}

/** PostgreSQL refuses to run as root: then it runs as nobody. */
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;
const user = isRoot ? { uid: nobody, gid: nobody } : {};

export class PostgresServer {
  readonly password = "se:cr@t/?";
  readonly #bin: string;
  readonly #folder: string;
  readonly #port: number;

  private constructor(bin: string, folder: string, port: number) {
    this.#bin = bin;
    this.#folder = folder;
    this.#port = port;
  }

  /** Skips the suite whose `before` calls this where there is no PostgreSQL. */
  static async start(context: Mocha.Context): Promise<PostgresServer> {
    const bin = binFolder() ?? missing(context, "PostgreSQL", "Debian: apt install postgresql libpq-dev");
    const folder = mkdtempSync(join(tmpdir(), "unrolled-postgres-"));
    const server = new PostgresServer(bin, folder, await freePort());
    try {
      writeFileSync(join(folder, "password"), `${server.password}\n`, { mode: 0o600 });
      for (const path of isRoot ? [folder, join(folder, "password")] : []) chownSync(path, nobody, nobody);
      server.#run(
        "initdb",
        "-D",
        server.#data,
        "-U",
        "grader",
        "-A",
        "scram-sha-256",
        "-N",
        "-E",
        "UTF8",
        "--locale=C",
        `--pwfile=${join(folder, "password")}`,
      );
      server.up();
      return server;
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** @param database one that the server makes by itself: "postgres", "template1" */
  address(database = "postgres", password = this.password): string {
    return `postgres://grader:${encodeURIComponent(password)}@127.0.0.1:${this.#port}/${database}`;
  }

  up(): void {
    const options = `-h 127.0.0.1 -p ${this.#port} -c unix_socket_directories='' -c max_connections=60`;
    this.#run("pg_ctl", "-D", this.#data, "-w", "-l", join(this.#folder, "log"), "-o", options, "start");
  }

  /** Ends all connections at once. */
  down(): void {
    this.#run("pg_ctl", "-D", this.#data, "-w", "-m", "fast", "stop");
  }

  remove(): void {
    try {
      if (existsSync(join(this.#data, "postmaster.pid"))) this.down();
    } finally {
      rmSync(this.#folder, { recursive: true, force: true });
    }
  }

  get #data(): string {
    return join(this.#folder, "data");
  }

  #run(program: string, ...args: string[]): void {
    // pg_ctl's server keeps what it is given open: a pipe would never end.
    const ended = spawnSync(join(this.#bin, program), args, { ...user, cwd: this.#folder, stdio: "ignore" });
    if (ended.status === 0) return;
    const log = join(this.#folder, "log");
    throw new Error(`${program} ended with ${ended.status}: ${existsSync(log) ? readFileSync(log, "utf8") : ""}`);
  }
}
