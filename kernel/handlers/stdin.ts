// The questions that cells have asked and nobody has answered yet: input_request goes out, input_reply comes in.
import type { Message } from "../protocol/message.ts";
import { type InputRequest, readInputReply } from "../protocol/stdin.ts";

interface Question {
  /** The input_request's own id, which a reply may name as its parent. */
  id: string;
  /** The request whose cell asks. */
  asker: Message;
  answer(value: string): void;
  withdraw(): void;
}

export class Stdin {
  readonly #send: (request: InputRequest, asker: Message) => string;
  #questions: Question[] = [];

  /** `send` sends an input_request to whoever sent `asker`, and returns its id. */
  constructor(send: (request: InputRequest, asker: Message) => string) {
    this.#send = send;
  }

  ask(request: InputRequest, asker: Message): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const withdraw = () => reject(new Error("the cell ended before there was an answer"));
    this.#questions.push({ id: this.#send(request, asker), asker, answer: resolve, withdraw });
    return promise;
  }

  /** Takes an input_reply. One that names no question, as jupyter_client's do, answers the oldest of its sender. */
  receive(reply: Message): void {
    const { value } = readInputReply(reply.content);
    const { msg_id } = reply.parent_header;
    const found =
      this.#questions.find(({ id }) => id === msg_id) ??
      (msg_id === undefined ? this.#questions.find(({ asker }) => isFromSame(asker, reply)) : undefined);
    if (!found) return;
    this.#questions = this.#questions.filter(question => question !== found);
    found.answer(value);
  }

  /** Forgets what a request has asked: it is done, so an answer would be too late. */
  withdraw(asker: Message): void {
    const [over, open] = [true, false].map(own =>
      this.#questions.filter(question => (question.asker === asker) === own),
    );
    this.#questions = open!;
    for (const question of over!) question.withdraw();
  }
}

function isFromSame(asker: Message, reply: Message): boolean {
  const names = (message: Message) => message.identities.map(identity => Buffer.from(identity).toString("hex")).join();
  return names(asker) === names(reply);
}
