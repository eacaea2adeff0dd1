// Runs compiled cells: slots for their names, their output, their last value, their errors, their interrupt.
import { createRequire, Module } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import vm from "node:vm";
import { describeThrown } from "../display/inspect.ts";
import { createNames } from "../display/names.ts";
import { present, presentPlainly } from "../display/present.ts";
import { showSymbol } from "../display/self-shown.ts";
import { describeTemporal } from "../display/temporal.ts";
import { createTslab, serveTslab } from "../display/tslab.ts";
import { isPath, preloadedDoors } from "../preload.ts";
import type { CommMessage } from "../protocol/comm.ts";
import { uncaughtText } from "../protocol/output.ts";
import type { InputRequest } from "../protocol/stdin.ts";
import { Children } from "./children.ts";
import { colorValues } from "./colors.ts";
import { lookAtOutput } from "./essential-list.ts";
import { restoreEssentials } from "./essentials.ts";
import { toFailure } from "./failure.ts";
import { Interrupted, Interrupts, interruptSymbol } from "./interrupt.ts";
import { flagIndex } from "./interrupt-flag.ts";
import type { Event, ExecutableCell, ExecutionOutcome, Request } from "./messages.ts";
import { Modules } from "./modules.ts";
import { Outputs } from "./output.ts";
import { markName, markOf } from "./process-tree.ts";
import { Prompts } from "./prompts.ts";
import { sibling } from "./sibling.ts";
import { Slot } from "./slot.ts";
import { CellStacks, type Passed } from "./stack.ts";
import { installStdin } from "./stdin.ts";
import { decodeValue, encodeValue, type ValueType, valueTypesOf } from "./values.ts";

/** What rewrite.ts makes of a cell. */
type CellFunction = (slots: Record<string, Slot>, cell: CellContext, flag: Int32Array) => Promise<void>;

interface CellContext {
  value: unknown;
  /** What an assignment to a constant assigns to. */
  constant: object;
  stop(): never;
  // With the place in the cell's own text.
  wait(value: unknown, line: number, column: number): unknown;
  iterate(source: AsyncIterable<unknown>, line: number, column: number): AsyncIterable<unknown>;
  thrown(value: unknown, line: number, column: number): unknown;
  left(value: unknown, line: number, column: number): unknown;
  /** CommonJS's: what a pasted script exports is kept, and read by nobody. */
  module: NodeJS.Module;
  exports: unknown;
  /** `import.meta` of a cell. */
  meta: { url: string; filename: string; dirname: string; resolve(specifier: string): string };
}

type Answered = Extract<Event, { op: "reply" | "value" }>;

/**
 * How long an interrupted cell has to come to its end in order, in milliseconds, and how long at least from the moment
 * in which this thread received the interrupt.
 */
const interruptGraceMs = 500;
const lastGraceMs = 100;

export class Executor {
  readonly interrupts = new Interrupts();
  readonly prompts = new Prompts();
  readonly children = new Children();
  readonly #outputs: Outputs;
  readonly #stacks = new CellStacks({
    mapOf: file => this.#modules.mapOf(file),
    isOwn: file => this.#modules.isOwn(file),
  });
  readonly #slots = new Map<string, Slot>();
  /** Of the preloaded libraries: what makes values of theirs from what a call was given. */
  readonly #valueTypes = new Map<string, ValueType["from"]>();
  readonly #modules: Modules;
  readonly #display: ReturnType<typeof createNames>;
  readonly #send: (event: Event) => void;
  readonly #cwd: string;
  /** Where a cell got a promise for which it does not wait there. */
  readonly #left = new WeakMap<Promise<unknown>, Passed>();
  /** What CommonJS calls the module that was started: the notebook. */
  readonly #module: NodeJS.Module;
  /** Requests that are not answered yet. */
  readonly #running = new Set<number>();

  constructor(cwd: string, send: (event: Event) => void) {
    this.#cwd = cwd;
    this.#module = Object.assign(new Module(this.#fileName(0)), { filename: this.#fileName(0), paths: [] });
    this.#send = send;
    this.#outputs = new Outputs((id, output) => send({ op: "output", id, output }));
    this.#display = createNames({
      emit: this.#outputs.emit,
      ask: request => this.#ask(request),
      owner: () => this.#outputs.running,
    });
    this.#modules = new Modules({
      isCell: url => this.#isCell(url),
      served: { tslab: sibling(import.meta.url, "../display/tslab-module").href },
    });
  }

  /** Make this process the cells' own: its output, its stack traces, its globals, and the preloaded names. */
  async install(preload: string[]): Promise<void> {
    this.#outputs.capture(this.#display.print);
    lookAtOutput();
    this.children.install(() => this.#outputs.running);
    installStdin(prompt => this.#ask({ prompt, password: false }));
    colorValues();
    describeTemporal();
    this.#stacks.install();
    process
      .on("uncaughtException", thrown => this.#tellUncaught(thrown))
      .on("unhandledRejection", (thrown, promise) => this.#tellUncaught(thrown, promise));
    process.removeAllListeners("warning").on("warning", warn);
    const { interrupts } = this;
    Object.defineProperty(globalThis, interruptSymbol, {
      value: { throwIfInterrupted: () => interrupts.throwIfWanted(), wait: (value: unknown) => interrupts.wait(value) },
    });
    Object.defineProperty(globalThis, showSymbol, { value: this.#display.showHost });
    Object.defineProperty(globalThis, "require", {
      value: Object.assign(createRequire(this.#fileName(0)), { main: this.#module }),
      writable: true,
      configurable: true,
    });
    this.#declare(this.#display.names);
    serveTslab(createTslab(this.#display.names.display));
    // Packages first: finding their many files takes longer with our hooks. Modules by path are found as cells find them.
    for (const specifier of preload) if (!isPath(specifier)) this.#preload(await load(specifier));
    this.#modules.install(Object.keys(preloadedDoors(preload)));
    const cell = pathToFileURL(this.#fileName(0)).href;
    for (const path of preload)
      if (isPath(path)) this.#preload(await load(path, () => this.#modules.resolve(pathToFileURL(path).href, cell)));
  }

  #preload(exports: object): void {
    this.#declare(exports);
    for (const [type, from] of valueTypesOf(exports)) this.#valueTypes.set(type, from);
  }

  #tellUncaught(thrown: unknown, promise?: Promise<unknown>): void {
    const left = promise && this.#left.get(promise);
    if (left) this.#stacks.pass(thrown, left);
    const { status: _, ...failure } = toFailure(thrown, this.#stacks, left?.cell);
    if (thrown instanceof Interrupted) {
      this.#outputs.emit({ type: "stream", name: "stderr", text: `${failure.traceback.join("\n")}\n` });
      return;
    }
    const uncaught = { ...failure, inPromise: promise !== undefined };
    this.#outputs.emit({ type: "stream", name: "stderr", text: uncaughtText(uncaught), uncaught });
  }

  async handle(request: Request): Promise<void> {
    const { id } = request;
    this.#running.add(id);
    if (request.op !== "comm" && this.interrupts.isMeant(id))
      this.#answer({ op: "reply", id, outcome: toFailure(new Interrupted(), this.#stacks) });
    else if (request.op === "call") this.#answer(await this.#call(request));
    else this.#answer({ op: "reply", id, outcome: await this.#outcomeOf(request) });
  }

  /** The urgent thread has set the flag, for the nth time, so many milliseconds ago. */
  interrupted(nth: number, ago: number): void {
    Atomics.store(this.interrupts.flag, flagIndex.received, nth);
    this.#send({ op: "received", nth });
    // Received late: the cell that was meant has seen the flag and is done, and this is another.
    if (this.interrupts.isOver(nth)) return;
    const meant = [...this.#running];
    this.children.stop(meant);
    this.interrupts.rejectWaiting();
    if (meant.length === 0) this.interrupts.clear();
    else
      setTimeout(
        () => this.#giveUp(meant.filter(id => this.#running.has(id))),
        Math.max(interruptGraceMs - ago, lastGraceMs),
      );
  }

  /** What was stopped by force has no stack left to come back to: it is answered here. */
  #giveUp(ids: number[]): void {
    if (ids.length > 0) this.#display.abandon();
    for (const id of ids) this.#answer({ op: "reply", id, outcome: toFailure(new Interrupted(), this.#stacks) });
  }

  /** Once for each request: one that ends after it was given up is not answered again. */
  #answer(event: Answered): void {
    if (!this.#running.delete(event.id)) return;
    if (this.#running.size === 0) this.interrupts.clear();
    this.#send(event);
  }

  #outcomeOf(request: Exclude<Request, { op: "call" }>): Promise<ExecutionOutcome> | ExecutionOutcome {
    const { id } = request;
    if (request.op === "comm") return this.#receive(id, request.message);
    const execute = () => this.#execute(id, request.cell);
    return request.input ? this.prompts.during(id, execute) : execute();
  }

  /** Done when the callbacks have returned: what they began goes on, and later messages do not wait for it. */
  #receive(id: number, message: CommMessage): ExecutionOutcome {
    this.#outputs.deliver(id, () => this.#display.receive(message));
    return { status: "ok" };
  }

  #ask(request: InputRequest): string {
    return this.prompts.ask(
      this.#outputs.running,
      request,
      (question, id) => this.#send({ op: "question", id, question, request }),
      () => this.interrupts.throwIfWanted(),
    );
  }

  async #execute(id: number, cell: ExecutableCell): Promise<ExecutionOutcome> {
    try {
      return await this.#run(id, cell);
    } catch (thrown) {
      const isStop = thrown instanceof Interrupted;
      if (!isStop && !this.interrupts.isStopped(id)) {
        await this.#outputs.run(id, () => this.#display.settled());
        return toFailure(thrown, this.#stacks, cell.id);
      }
      this.#outputs.run(id, () => this.#display.abandon());
      this.children.stop([id]);
      if (isStop) return toFailure(thrown, this.#stacks, cell.id);
      // What it threw comes from being stopped: that a child process had ended, say.
      const place = this.#stacks.placeOf(thrown, cell.id);
      return { ...toFailure(new Interrupted(), this.#stacks), ...(place && { place }) };
    } finally {
      await this.children.settled();
    }
  }

  async #run(id: number, cell: ExecutableCell): Promise<ExecutionOutcome> {
    const { wait } = this.interrupts;
    Atomics.store(this.interrupts.flag, flagIndex.cell, id);
    process.env[markName] = markOf(process.pid, id);
    this.#restore(id);
    const run = this.#compile(cell);
    const context = this.#context(cell);
    const slots = this.#slotsOf(cell);
    try {
      await this.#outputs.run(id, () => run(slots, context, this.interrupts.flag));
    } finally {
      this.#restore(id);
    }
    const shown = await this.#outputs.run(id, () => {
      if (this.#display.isShown(context.value)) return undefined;
      return wait(cell.plain ? presentPlainly(context.value) : present(context.value));
    });
    await this.#outputs.run(id, () => wait(this.#display.settled()));
    return { status: "ok", ...(shown && { result: shown }) };
  }

  #restore(id: number): void {
    const broken = this.#outputs.run(id, restoreEssentials);
    if (broken !== "") this.#send({ op: "output", id, output: { type: "stream", name: "stderr", text: broken } });
  }

  async #call({ id, slot, args, limits }: Extract<Request, { op: "call" }>): Promise<Answered> {
    try {
      const [name] = slot.split("#");
      if (!this.#slots.has(slot))
        throw new TypeError(`session.call expects a name that a cell declared, but got '${name}'`);
      const target = this.#slots.get(slot)?.v;
      if (typeof target !== "function")
        throw new TypeError(`session.call expects the name of a function, but '${name}' is ${describeKind(target)}`);
      const given = decodeValue(args, this.#valueTypes) as unknown[];
      let value: unknown;
      try {
        value = await this.#outputs.run(id, () => this.interrupts.wait(Reflect.apply(target, undefined, given)));
      } finally {
        this.#restore(id);
      }
      await this.#outputs.run(id, () => this.interrupts.wait(this.#display.settled()));
      return { op: "value", id, value: encodeValue(value, `the value of ${name}`, limits) };
    } catch (thrown) {
      return { op: "reply", id, outcome: toFailure(thrown, this.#stacks) };
    }
  }

  #compile({ id, code, map, label, files }: ExecutableCell): CellFunction {
    this.#modules.add(files);
    const filename = this.#fileName(id);
    this.#stacks.add(filename, { id, label, map });
    const script = new vm.Script(code, {
      filename,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    return script.runInThisContext() as CellFunction;
  }

  #context({ id }: ExecutableCell): CellContext {
    const { stop, wait, iterate } = this.interrupts;
    const rejected = (reason: unknown, line: number, column: number) =>
      this.#stacks.pass(reason, { cell: id, line, column, how: "awaited" });
    const filename = this.#fileName(id);
    const { href: url } = pathToFileURL(filename);
    const resolve = (specifier: string) => this.#modules.resolve(specifier, url);
    const meta = { url, filename, dirname: this.#cwd, resolve };
    return {
      value: undefined,
      constant,
      stop,
      wait: (value, line, column) => wait(value, rejected, line, column),
      iterate: (source, line, column) => iterate(source, rejected, line, column),
      thrown: (value, line, column) => {
        this.#stacks.pass(value, { cell: id, line, column, how: "thrown" });
        return value;
      },
      left: (value, line, column) => {
        if (value instanceof Promise) this.#left.set(value, { cell: id, line, column, how: "left" });
        return value;
      },
      module: this.#module,
      exports: this.#module.exports,
      meta,
    };
  }

  #slotsOf(cell: ExecutableCell): Record<string, Slot> {
    return Object.fromEntries(Object.entries(cell.slots).map(([name, id]) => [name, this.#slot(name, id)]));
  }

  #slot(name: string, id: string): Slot {
    let slot = this.#slots.get(id);
    if (!slot) {
      slot = Slot.create(name);
      this.#slots.set(id, slot);
    }
    return slot;
  }

  #declare(values: object): void {
    for (const [name, value] of Object.entries(values)) this.#slot(name, name).v = value;
  }

  /** In the notebook's folder, so that a cell's relative imports are found beside it. */
  #fileName(id: number): string {
    return join(this.#cwd, `cell-${id}.ts`);
  }

  #isCell(url: string): boolean {
    const [, id] = /\/cell-(\d+)\.ts$/.exec(url) ?? [];
    return id !== undefined && url === pathToFileURL(this.#fileName(Number(id))).href;
  }
}

/** As Node prints a warning, without the number of this process: saved, a notebook would differ from run to run. */
function warn({ name, message, code, detail }: Error & { code?: string; detail?: string }): void {
  // It comes with what is asked for, such as a cell's first import().
  if (name === "ExperimentalWarning") return;
  process.stderr.write(`${code ? `[${code}] ` : ""}${name}: ${message}\n${detail ? `${detail}\n` : ""}`);
}

const constant = {
  set v(_value: unknown) {
    throw new TypeError("Assignment to constant variable.");
  },
};

function describeKind(value: unknown): string {
  return value === null ? "null" : value === undefined ? "undefined" : `a value of type ${typeof value}`;
}

/** @param find the module's URL or specifier, where that differs from how it is named */
async function load(specifier: string, find: () => string = () => specifier): Promise<object> {
  try {
    return await import(find());
  } catch (error) {
    throw new Error(`cannot preload ${specifier}: ${describeThrown(error)}${thrownAt(error)}`);
  }
}

/** Where a file of somebody's own threw: ", thrown at /course/index.ts:3:7". */
function thrownAt(error: unknown): string {
  const stack = error instanceof Error ? String(error.stack) : "";
  const found = /\bat (?:.*\()?((?:file:|\/|[A-Za-z]:[\\/])[^)\n]*?)((?::\d+){2})\)?$/m.exec(stack);
  const [, file = "/node_modules/", place] = found ?? [];
  if (/[\\/]node_modules[\\/]/.test(file)) return "";
  return `, thrown at ${file.startsWith("file:") ? fileURLToPath(file) : file}${place}`;
}
