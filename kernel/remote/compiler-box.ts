// What runs in a box of its own where cells are compiled for others: it runs none of them.
import { Socket } from "node:net";
import { isAbsolute, resolve } from "node:path";
import { keepCompiledCode } from "../compile-cache.ts";
import { createDecoder, encodeFrame } from "../execution/frames.ts";
import type { CompiledCell } from "../language/engine.ts";
import { once, readWords } from "../language/read-words.ts";
import type { LanguageThread } from "../language/thread/thread.ts";
import { resolvePreload } from "../preload.ts";
import { CellTexts } from "../session/cell-texts.ts";
import { helpOn } from "../session/help.ts";
import { startLanguage } from "../session/language.ts";
import { type ErrorOutcome, failedToCompile, typeErrors } from "../session/outcome.ts";
import type {
  AskedOfCompiler,
  CompiledAway,
  CompilerAnswers,
  CompilerOptions,
  FromCompiler,
  ToCompiler,
} from "./compiler-messages.ts";
import { channelFd } from "./messages.ts";

// A sandbox without a real /proc has Node believe that it is another program.
if (isAbsolute(process.argv0)) process.execPath = process.argv0;

const channel = new Socket({ fd: channelFd, readable: true, writable: true });
let compiler: Compiler | undefined;

channel
  .on(
    "data",
    createDecoder<ToCompiler>(message => void take(message), end),
  )
  .on("error", end)
  .on("close", end);

function send(message: FromCompiler): void {
  channel.write(encodeFrame(message));
}

async function take(message: ToCompiler): Promise<void> {
  if (message.op === "start") await begin(message.options);
  else if (message.op === "ask") await serve(message.id, message.asked);
  else if (message.op === "commit") compiler?.commit(message.cell);
  else if (message.op === "renew") compiler?.renew();
  else if (message.op === "interrupt") compiler?.language.interrupt();
  else end();
}

async function begin(options: CompilerOptions): Promise<void> {
  try {
    keepCompiledCode();
    compiler = new Compiler(options);
    await compiler.language.ready;
    send({ op: "ready" });
  } catch (error) {
    const { name, message } = error as Error;
    send({ op: "failed", error: { name, message } });
  }
}

async function serve(id: number, asked: AskedOfCompiler): Promise<void> {
  try {
    send({ op: "done", id, answer: await compiler!.answer(asked) });
  } catch (error) {
    const { name, message } = error as Error;
    send({ op: "threw", id, error: { name, message } });
  }
}

function end(): void {
  void Promise.resolve(compiler?.language.close()).then(() => process.exit());
}

class Compiler {
  readonly language: LanguageThread;
  readonly #preload: string[];
  #texts: CellTexts;
  /** Cells that are checked, and not committed yet. */
  readonly #cells = new Map<number, CompiledCell>();

  constructor({ cwd = ".", preload = [], required = [], engine = "native" }: CompilerOptions) {
    const folder = resolve(cwd);
    this.#preload = preload.map(specifier => resolvePreload(specifier, folder));
    this.language = startLanguage({ engine, cwd: folder, preload: this.#preload, required, servesMany: true });
    this.#texts = this.#newTexts();
  }

  answer(asked: AskedOfCompiler): Promise<CompilerAnswers[keyof CompilerAnswers]> {
    return asked.method === "prepare" ? this.#prepare(asked) : this.#quote(asked);
  }

  commit(id: number): void {
    const cell = this.#cells.get(id);
    if (cell) this.language.commit(cell);
    this.#cells.clear();
  }

  renew(): void {
    this.#cells.clear();
    this.#texts = this.#newTexts();
    this.language.renew();
  }

  async #prepare({ code, label, isChecked }: Extract<AskedOfCompiler, { method: "prepare" }>): Promise<CompiledAway> {
    try {
      const prepared = await (isChecked ? this.language.prepare(code) : this.language.prepareUnchecked(code));
      if (prepared.status === "error") {
        const { diagnostics } = prepared;
        const outcome = (await helpOn(this.language, code, diagnostics)) ?? typeErrors(code, label, diagnostics);
        return { status: "done", outcome };
      }
      const { exports, ...cell } = prepared.cell;
      this.#texts.set(cell.id, code);
      if (isChecked) this.#cells.set(cell.id, prepared.cell);
      const values = exports.declared.filter(({ kind }) => kind !== "type");
      const declared = Object.fromEntries(values.map(({ name, slot }) => [name, slot]));
      return { status: "ok", cell, declared, notes: await prepared.notes };
    } catch (error) {
      return { status: "done", outcome: failedToCompile(error) };
    }
  }

  async #quote({ failure }: Extract<AskedOfCompiler, { method: "quote" }>): Promise<ErrorOutcome> {
    return this.#texts.quote(failure) as ErrorOutcome;
  }

  #newTexts(): CellTexts {
    return new CellTexts(once(() => readWords(this.#preload)));
  }
}
