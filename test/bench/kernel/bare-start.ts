// A start seen from the shell channel alone, the same for every kernel: one question sent before the kernel is there, then a cell.
//
// Kernels differ in when a front end may listen to their broadcasts; what a client must do about that is not measured here.
import { spawn } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Dealer } from "zeromq";
import { createEnvelopes } from "../../../kernel/protocol/envelope.ts";
import type { Content } from "../../../kernel/protocol/message.ts";
import { endpoint, formatConnection } from "../../../kernel/wire/connection.ts";
import { decode, encode } from "../../../kernel/wire/frames.ts";
import { newConnection } from "../../../kernel/wire/new-connection.ts";
import { createSigner } from "../../../kernel/wire/signature.ts";
import { onLinux, processTree } from "../../processes.ts";

export interface Start {
  /** From spawning the process, in milliseconds. */
  introduced: number;
  firstCell: number;
}

/** How long a kernel may take to answer, in milliseconds: now and then one never does (tslab's, once in some hundred starts). */
const patience = 30_000;

/** Undefined where the kernel has not answered in time. */
export async function bareStart(argv: string[], code: string, folder: string): Promise<Start | undefined> {
  const connection = await newConnection();
  const file = join(folder, "connection.json");
  writeFileSync(file, formatConnection(connection), { mode: 0o600 });
  const { wrap } = createEnvelopes("bench");
  const signer = createSigner(connection.signature_scheme, connection.key);
  const shell = new Dealer({ linger: 0, reconnectInterval: 2 });
  shell.connect(endpoint(connection, "shell_port"));
  const ask = async (type: string, content: Content) => {
    const message = wrap(type, content);
    await shell.send(encode(message, signer));
    for await (const frames of shell) {
      const decoded = decode(frames, signer);
      if (!decoded.ok) throw new Error(decoded.problem);
      const { parent_header, content } = decoded.message;
      if (parent_header.msg_id !== message.header.msg_id) continue;
      if (content.status === "error") throw new Error(`${type} failed: ${JSON.stringify(content)}`);
      return;
    }
  };

  const [command, ...args] = argv.map(argument => argument.replace("{connection_file}", file));
  const spawned = performance.now();
  const env = { ...process.env, JPY_PARENT_PID: String(process.pid) };
  const kernel = spawn(command!, args, { cwd: folder, env, stdio: "ignore" });
  const ended = new Promise<never>((_, reject) =>
    kernel.once("exit", code => reject(new Error(`${command} ended (${code}) before it answered`))),
  );
  ended.catch(() => {});
  try {
    const asked = async () => {
      await ask("kernel_info_request", {});
      const introduced = performance.now() - spawned;
      await ask("execute_request", { code, silent: false, store_history: true, allow_stdin: false });
      return { introduced, firstCell: performance.now() - spawned };
    };
    return await Promise.race([asked(), ended, delay(patience, undefined, { ref: false })]);
  } finally {
    shell.close();
    const gone = new Promise(resolve => kernel.once("close", resolve));
    for (const pid of onLinux ? processTree(kernel.pid!).map(({ pid }) => pid) : [kernel.pid!])
      process.kill(pid, "SIGKILL");
    await gone;
    rmSync(file);
  }
}
