// What runs in the box: a session of its own, which serves the channel and ends with it.
import { Socket } from "node:net";
import { isAbsolute } from "node:path";
import { keepCompiledCode } from "../compile-cache.ts";
import { createDecoder, encodeFrame } from "../execution/frames.ts";
import type { Output } from "../protocol/output.ts";
import type { InputRequest } from "../protocol/stdin.ts";
import type { Session } from "../session.ts";
import { type Asked, type BoxOptions, channelFd, type FromBox, type PlainError, type ToBox } from "./messages.ts";

// A sandbox without a real /proc has Node believe that it is another program.
if (isAbsolute(process.argv0)) process.execPath = process.argv0;

const channel = new Socket({ fd: channelFd, readable: true, writable: true });
const prompts = new Map<number, PromiseWithResolvers<string>>();
let session: Promise<Session> | undefined;
let prompted = 0;

const receive = createDecoder<ToBox>(message => void take(message), end);
channel.on("data", receive).on("error", end).on("close", end);

function send(message: FromBox): void {
  channel.write(encodeFrame(message));
}

async function take(message: ToBox): Promise<void> {
  if (message.op === "start") session ??= begin(message.options);
  else if (message.op === "interrupt") (await session)?.interrupt();
  else if (message.op === "close") end();
  else if (message.op === "ask") await serve(message.id, message.asked);
  else {
    const prompt = prompts.get(message.prompt);
    prompts.delete(message.prompt);
    if ("value" in message) prompt?.resolve(message.value);
    else prompt?.reject(new Error(message.reason));
  }
}

async function begin(options: BoxOptions): Promise<Session> {
  try {
    keepCompiledCode();
    const { startSession } = await import("../session.ts");
    const started = await startSession(options);
    send({ op: "ready" });
    return started;
  } catch (error) {
    send({ op: "failed", error: toPlain(error) });
    throw error;
  }
}

async function serve(id: number, asked: Asked): Promise<void> {
  try {
    send({ op: "done", id, answer: await ask(id, asked, await session!) });
  } catch (error) {
    send({ op: "threw", id, error: toPlain(error) });
  }
}

function ask(id: number, asked: Asked, session: Session): Promise<unknown> {
  const onOutput = (output: Output) => send({ op: "output", id, output });
  switch (asked.method) {
    case "execute": {
      const onInput = asked.isInputAllowed ? { onInput: (request: InputRequest) => prompt(id, request) } : {};
      return session.execute(asked.code, { ...asked.options, onOutput, ...onInput });
    }
    case "evaluate":
      return session.evaluate(asked.expression, asked.options);
    case "callEncoded":
      return session.callEncoded(asked.name, asked.args, { ...asked.options, onOutput });
    case "comm":
      return session.comm(asked.message, { onOutput });
    case "complete":
      return session.complete(asked.code, asked.offset);
    case "inspect":
      return session.inspect(asked.code, asked.offset, asked.level);
    case "isComplete":
      return session.isComplete(asked.code);
  }
}

function prompt(id: number, request: InputRequest): Promise<string> {
  prompted += 1;
  const answer = Promise.withResolvers<string>();
  prompts.set(prompted, answer);
  send({ op: "prompt", id, prompt: prompted, request });
  return answer.promise;
}

function toPlain(error: unknown): PlainError {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const { name, message, ename, evalue, traceback } = error as Error & PlainError;
  return { name, message, ...(ename !== undefined && { ename, evalue: evalue!, traceback: traceback! }) };
}

/** Once: nobody is there any more who could ask. */
function end(): void {
  const closed = session?.then(session => session.close()).catch(() => {});
  void Promise.resolve(closed).then(() => process.exit());
}
