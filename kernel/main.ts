// The kernel's process, as a kernelspec starts it:
//
//     node main.js [--preload PACKAGE]… [--require NAME]… [--replaceable PACKAGE=SECTION.KEY] [--engine NAME] CONNECTION_FILE
//
// First the sockets, then the introduction, then the language: a front end sees a kernel long before the compiler is there.
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { keepCompiledCode } from "./compile-cache.ts";
import { createKernel } from "./kernel.ts";
import { type EngineKind, engineNamed } from "./language/engine.ts";
import { withProjectPreload } from "./project-setting.ts";
import type { Session } from "./session.ts";
import { readConnectionFile, warningsOf } from "./wire/connection.ts";
import { bindSockets } from "./wire/sockets.ts";

/** How long the session may take to end its processes before the kernel leaves without it. */
const closeTimeoutMs = 1500;

/** How long the language waits for a front end to introduce itself to: loading it keeps this process from answering. */
const headStartMs = 100;

/** What the kernelspec says of the language. */
interface LanguageOptions {
  preload: string[];
  required: string[];
  /** What the notebook's project may put another in the place of. */
  replaceable?: string;
  engine?: EngineKind;
}

/** Serves until a front end, a signal or the end of the parent process stops it. */
export async function runKernel(args: string[], start: (options: LanguageOptions) => Promise<Session>): Promise<void> {
  const { connectionFile, ...language } = readArguments(args);
  const connection = readConnectionFile(connectionFile);
  for (const warning of warningsOf(connection)) log(`warning: ${warning}`);
  const sockets = await bindSockets(connection);
  const session = Promise.withResolvers<Session>();
  const kernel = createKernel({ ...sockets, session: session.promise, log });
  const introduced = Promise.withResolvers<void>();
  sockets.listen({
    onMessage(channel, message) {
      kernel.receive(channel, message);
      setImmediate(introduced.resolve);
    },
    onSubscribe: kernel.welcome,
    onLost: kernel.lost,
    onDisconnect: kernel.disconnected,
    onProblem: (channel, problem) => log(`refused a message on ${channel}: ${problem}`),
  });
  kernel.start();
  session.resolve(Promise.race([introduced.promise, delay(headStartMs)]).then(() => start(language)));
  session.promise.catch(error => log(`the session could not start: ${error.stack}`));

  process.on("SIGINT", kernel.interrupt);
  process.stderr.on("error", () => {}); // the log's reader has ended
  await Promise.race([kernel.shutdown, signalled("SIGTERM"), signalled("SIGHUP"), parentGone()]);
  await Promise.race([session.promise.then(session => session.close()), delay(closeTimeoutMs)]).catch(() => {});
  await sockets.close();
}

/** Loads the language only now, when the sockets are bound. */
async function startLanguage({ preload, replaceable, ...options }: LanguageOptions): Promise<Session> {
  const { startSession } = await import("./session.ts");
  const cwd = process.cwd();
  return startSession({ ...options, preload: withProjectPreload(preload, replaceable, cwd), cwd });
}

function readArguments(args: string[]): LanguageOptions & { connectionFile: string } {
  const { values, positionals } = parseArgs({
    args,
    options: {
      preload: { type: "string", multiple: true, default: [] },
      require: { type: "string", multiple: true, default: [] },
      replaceable: { type: "string" },
      engine: { type: "string" },
    },
    allowPositionals: true,
  });
  const [connectionFile, ...rest] = positionals;
  if (connectionFile === undefined || rest.length > 0)
    throw new Error(`expected one connection file, but got ${positionals.length}: main.js [--preload PACKAGE]… FILE`);
  const { preload, require: required, replaceable, engine } = values;
  return {
    connectionFile,
    preload,
    required,
    ...(replaceable && { replaceable }),
    ...(engine && { engine: engineNamed(engine) }),
  };
}

function signalled(signal: NodeJS.Signals): Promise<unknown> {
  return new Promise(resolve => process.once(signal, resolve));
}

/**
 * A kernel whose front end was killed would wait for messages for ever. The front end is the parent process, and by
 * Jupyter's convention named in the environment: it may be gone before this process can look (on Windows that is a handle).
 */
async function parentGone(): Promise<void> {
  const parent = process.ppid;
  const frontEnd = process.platform === "win32" ? parent : Number(process.env.JPY_PARENT_PID ?? parent);
  while (process.ppid === parent && isAlive(frontEnd)) await delay(1000, undefined, { ref: false });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function log(line: string): void {
  process.stderr.write(`unrolled kernel: ${line}\n`);
}

if (import.meta.main) {
  keepCompiledCode();
  runKernel(process.argv.slice(2), startLanguage).then(
    () => process.exit(0),
    error => {
      log(error.message);
      process.exit(1);
    },
  );
}
