// What the language costs: a loop over top-level names against the same loop in a function, and a warm cell from text
// to checked JavaScript, on each engine.
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { createEngine, engineKinds } from "../../kernel/language/index.ts";
import { startSession } from "../../kernel/session.ts";
import { alternate, type Sample } from "./harness.ts";

const loop = (n: number) => `let s${n} = 0; for (let i = 0; i < 1e7; i++) s${n} += i`;

export async function* language(): AsyncGenerator<Sample> {
  yield* loops();
  yield* cells();
}

async function* loops(): AsyncGenerator<Sample> {
  const session = await startSession({ cwd: tmpdir() });
  try {
    const timed = async (code: string) => {
      const timing = `const began = performance.now(); ${code}; performance.now() - began`;
      const outcome = await session.execute(timing);
      if (outcome.status === "error") throw new Error(outcome.traceback.join("\n"));
      return Number(outcome.result?.data["text/plain"]);
    };
    const cases = [
      { name: "inside a function", code: (n: number) => `(() => { ${loop(n)} })()` },
      { name: "at the top level", code: loop },
    ];
    for (const { engine, round } of alternate(cases, 7))
      yield { case: "loop of 1e7 additions", engine: engine.name, unit: "ms", value: await timed(engine.code(round)) };
  } finally {
    await session.close();
  }
}

async function* cells(): AsyncGenerator<Sample> {
  const builtins = { module: fileURLToPath(new URL("../../kernel/display/names.js", import.meta.url)), type: "Names" };
  const options = {
    cwd: tmpdir(),
    preload: ["unrolled", "unrolled/assignments"],
    builtins: { ...builtins, names: ["display"] },
  };
  const engines = engineKinds.map(kind => ({ kind, engine: createEngine(kind, options) }));
  try {
    for (const { engine: of, round } of alternate(engines, 100)) {
      const { kind, engine } = of;
      const ask = function* (name: string, text: string): Generator<Sample> {
        const began = performance.now();
        const prepared = engine.prepare(text);
        const done = performance.now();
        if (prepared.status === "error") throw new Error(`${text}: ${prepared.diagnostics[0]?.message}`);
        engine.commit(prepared.cell);
        const committed = performance.now();
        if (round < 10) return;
        yield { case: `prepare ${name}`, engine: kind, unit: "ms", value: done - began };
        yield { case: `commit ${name}`, engine: kind, unit: "ms", value: committed - done };
      };
      yield* ask(
        "a declaring cell",
        `const v${round} = ${round}; function f${round}(x: number) { return x + v${round} }`,
      );
      // What an engine does when nobody waits.
      await new Promise(resolve => setTimeout(resolve, 15));
      yield* ask("an expression", `f${round}(1) * ${round}`);
    }
  } finally {
    for (const { engine } of engines) engine.close();
  }
}
