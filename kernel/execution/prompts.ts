// `prompt` in a cell is synchronous, as in the browser: the thread waits on shared memory until the answer is there. Another
// thread receives the answer, or the interrupt, and changes that memory (urgent-thread.ts).
import { MessageChannel, type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import type { InputRequest } from "../protocol/stdin.ts";
import type { Answer } from "./messages.ts";

export class Prompts {
  /** Its number changes with each message that the other thread receives. */
  readonly bell = new Int32Array(new SharedArrayBuffer(4));
  /** The other thread's end: it puts the answers there. */
  readonly answers: MessagePort;
  readonly #answers: MessagePort;
  /** The running requests whose sender can be asked. */
  readonly #open = new Set<number>();
  #asked = 0;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.#answers = port1;
    this.answers = port2;
  }

  /** While the code runs, this request may prompt. */
  async during<Result>(id: number, code: () => Promise<Result>): Promise<Result> {
    this.#open.add(id);
    try {
      return await code();
    } finally {
      this.#open.delete(id);
    }
  }

  /** Sends the question under a number and returns its answer; `throwIfInterrupted` is called whenever the bell changes. */
  ask(
    id: number | undefined,
    request: InputRequest,
    send: (question: number, id: number) => void,
    throwIfInterrupted: () => void,
  ): string {
    if (id === undefined || !this.#open.has(id)) throw new Error(nobodyToAsk(request));
    const question = ++this.#asked;
    send(question, id);
    for (;;) {
      const rung = Atomics.load(this.bell, 0);
      throwIfInterrupted();
      const answer = this.#answerTo(question);
      if (answer?.status === "ok") return answer.value;
      if (answer) throw new Error(answer.reason);
      Atomics.wait(this.bell, 0, rung);
    }
  }

  /** Answers to questions that were interrupted are dropped. */
  #answerTo(question: number): Answer | undefined {
    for (let got = receiveMessageOnPort(this.#answers); got; got = receiveMessageOnPort(this.#answers)) {
      const answer = got.message as Answer;
      if (answer.question === question) return answer;
    }
    return undefined;
  }
}

function nobodyToAsk({ prompt }: InputRequest): string {
  return (
    `nobody can answer ${JSON.stringify(prompt)} here. Questions reach a person only while their cell runs, ` +
    "in a front end that allows them; write the value into the cell instead"
  );
}
