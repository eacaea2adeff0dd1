// How long a user waits for a kernel: ours, with the toolkit preloaded as students start it, against tslab's own.
// Both are started by their kernelspec's argv and asked over real sockets by the same client.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type KernelClient, startKernel } from "../../kernel/client.ts";
import { writeKernelspec } from "../../kernel/install.ts";
import { alternate, type Sample } from "./harness.ts";

const STARTS = 5;
const WARM_CELLS = 30;

interface Engine {
  name: string;
  argv: string[];
}

export async function* kernel(): AsyncGenerator<Sample> {
  const folder = mkdtempSync(join(tmpdir(), "unrolled-bench-"));
  try {
    for (const { engine } of alternate([unrolled(folder), tslab()], STARTS)) yield* oneStart(engine);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function* oneStart({ name: engine, argv }: Engine): AsyncGenerator<Sample> {
  const sample = (name: string, value: number): Sample => ({ case: name, engine, unit: "ms", value });
  const spawned = performance.now();
  const client = await startKernel({ argv });
  try {
    yield sample("spawn → kernel_info_reply", performance.now() - spawned);
    await run(client, "let total = 1");
    yield sample("spawn → first cell", performance.now() - spawned);
    for (let n = 0; n < WARM_CELLS; n++) {
      const before = performance.now();
      await run(client, `total + ${n}`);
      yield sample("warm cell", performance.now() - before);
    }
  } finally {
    await client.shutdown();
  }
}

/** A bench of cells that fail would be fast and worthless. */
async function run(client: KernelClient, code: string): Promise<void> {
  const { reply } = await client.execute(code);
  if (reply.content.status !== "ok") throw new Error(`"${code}" failed: ${JSON.stringify(reply.content)}`);
}

function unrolled(folder: string): Engine {
  const spec = writeKernelspec({
    dataDir: folder,
    name: "unrolled",
    displayName: "TypeScript (Unrolled)",
    node: process.execPath,
    main: fileURLToPath(new URL("../../dist/kernel/main.js", import.meta.url)),
    preload: ["unrolled"],
  });
  return { name: "unrolled", argv: JSON.parse(readFileSync(join(spec, "kernel.json"), "utf8")).argv };
}

/** What tslab's `install` writes, with the path of its script instead of its name. */
function tslab(): Engine {
  const packageJson = createRequire(import.meta.url).resolve("tslab/package.json");
  const script = join(dirname(packageJson), "bin", "tslab");
  return { name: "tslab", argv: [process.execPath, script, "kernel", "--config-path", "{connection_file}"] };
}
