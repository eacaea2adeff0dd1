// `unrolled`, the command line, started on the server that the page belongs to: by a cell of a kernel of its own, which ends
// afterwards. The kernel is there wherever a notebook of ours opens; the student's own one may be busy, or be changed by a cell.

// As much of JupyterLab 4 as is used here.
/** @typedef {{ header: { msg_type: string }, content: { name?: string, text?: string } }} Message */
/** @typedef {{ content: { status: string, ename?: string, evalue?: string } }} Reply */
/** @typedef {{ onIOPub: (message: Message) => void, done: Promise<Reply> }} Future */
/** @typedef {{ requestExecute(content: object): Future, interrupt(): Promise<void>, shutdown(): Promise<void>, dispose(): void }} Kernel */
/** @typedef {{ startNew(options: { name: string, path: string }): Promise<Kernel> }} Kernels */
/** @typedef {{ code: number, stdout: string, stderr: string }} Ended */
/** @typedef {{ run(args: string[]): Promise<Ended>, stop(): Promise<void> }} CommandLine `stop` ends what runs, and the kernel */

// The package that each cell of ours has in scope is the one whose command line is wanted.
const prepare = `import { type ChildProcess, execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
const commandLine = fileURLToPath(new URL("cli.js", import.meta.resolve("unrolled")))
let running: ChildProcess | undefined`;

const start = (/** @type {string[]} */ args) => `console.log(JSON.stringify(await new Promise(resolve => {
  running = execFile(process.execPath, [commandLine, ...${JSON.stringify(args)}], { maxBuffer: 2 ** 25 },
    (error, stdout, stderr) => resolve({ code: error ? (typeof error.code === "number" ? error.code : 1) : 0, stdout, stderr: stderr || (error && typeof error.code !== "number" ? error.message : "") }))
})))`;

/**
 * @param {Kernels} kernels
 * @param {string} folder where it is started, from the server's folder on
 * @returns {Promise<CommandLine>}
 */
export async function commandLineIn(kernels, folder) {
  const kernel = await kernels.startNew({ name: "unrolled", path: folder });
  const execute = async (/** @type {string} */ code) => {
    const future = kernel.requestExecute({ code, store_history: false });
    let printed = "";
    future.onIOPub = ({ header, content }) => {
      if (header.msg_type === "stream" && content.name === "stdout") printed += content.text;
    };
    const { content } = await future.done;
    if (content.status !== "ok") throw new Error(content.evalue ?? content.ename ?? "the kernel has ended");
    return printed;
  };
  const prepared = execute(prepare);
  prepared.catch(() => {}); // told by `run`
  let isRunning = false;
  return {
    async run(args) {
      await prepared;
      isRunning = true;
      const printed = await execute(start(args));
      isRunning = false;
      return JSON.parse(printed);
    },
    async stop() {
      try {
        // What a killed kernel has started would go on by itself.
        if (isRunning) {
          await kernel.interrupt();
          await execute("running?.kill()");
        }
        await kernel.shutdown();
      } catch {
        // It has ended already.
      } finally {
        kernel.dispose();
      }
    },
  };
}
