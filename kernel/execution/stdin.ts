// `process.stdin` in a cell. There is no terminal: who is asked is the person at the notebook, by the front end's own field.
//
// A question of `node:readline` or `node:readline/promises` is asked as `prompt` asks. Whatever else reads is refused with
// that word: it would wait for ever.
import readline from "node:readline";
import readlinePromises from "node:readline/promises";
import { Readable } from "node:stream";
import { promisify } from "node:util";

type Ask = (question: string) => string;

export function installStdin(ask: Ask): void {
  Object.defineProperty(process, "stdin", {
    value: new NotebookStdin(),
    writable: true,
    enumerable: true,
    configurable: true,
  });
  askByQuestion(ask);
  for (const { prototype } of [readline.Interface, readlinePromises.Interface]) refuseLines(prototype);
}

class NotebookStdin extends Readable {
  readonly fd = 0;
  readonly isTTY = false;

  /** Nothing ever comes. */
  override _read(): void {}

  override on(event: string | symbol, listener: (...args: never[]) => void): this {
    // An interface of readline's listens from the moment it is made, and may never ask for more than an answer.
    const isReader = event === "readable" || (event === "data" && listener.name !== "ondata");
    if (isReader) throw refusal();
    return super.on(event, listener as (...args: unknown[]) => void);
  }

  override pipe(): never {
    throw refusal();
  }
}

const refusal = () =>
  new Error(
    'process.stdin has no keyboard in a notebook: ask with prompt("Your name?"), or with readline\'s question()',
  );

type Interface = readline.Interface & { input?: unknown };

const isOurs = ({ input }: Interface) => input instanceof NotebookStdin;

type Answered = (answer: string) => void;

function askByQuestion(ask: Ask): void {
  const { prototype } = readline.Interface;
  const original = prototype.question as (this: Interface, query: string, ...rest: unknown[]) => void;
  function question(this: Interface, query: string, ...rest: unknown[]): void {
    if (!isOurs(this)) original.call(this, query, ...rest);
    else process.nextTick(rest.at(-1) as Answered, ask(query));
  }
  // `promisify(rl.question)` is an old way to await an answer.
  const later = async function (this: Interface, query: string) {
    return isOurs(this) ? ask(query) : await new Promise<string>(answered => original.call(this, query, answered));
  };
  prototype.question = Object.assign(question, { [promisify.custom]: later });

  const promised = readlinePromises.Interface.prototype;
  const { question: awaited } = promised;
  promised.question = async function (this: readlinePromises.Interface & Interface, query: string, ...rest: unknown[]) {
    return isOurs(this) ? ask(query) : await awaited.call(this, query, ...(rest as [object]));
  };
}

/** For lines that come by themselves: `rl.on("line", …)`, `for await (const line of rl)`. */
function refuseLines(prototype: readline.Interface): void {
  for (const method of ["on", "once", "addListener"] as const) {
    const listen = prototype[method];
    prototype[method] = function (this: Interface, event: string | symbol, ...rest: [never]) {
      if (event === "line" && isOurs(this)) throw refusal();
      return listen.call(this, event as never, ...rest);
    } as never;
  }
}
