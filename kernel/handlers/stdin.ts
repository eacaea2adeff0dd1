// The prompts of cells that nobody has answered yet: input_request goes out, input_reply comes in.
import type { Message } from "../protocol/message.ts";
import { type InputRequest, readInputReply } from "../protocol/stdin.ts";

interface Question {
  /** The input_request's own id, which a reply may name as its parent. */
  id: string;
  /** The request whose cell asks. */
  asker: Message;
  answer(value: string): void;
  withdraw(why: string): void;
}

export class Stdin {
  readonly #send: (request: InputRequest, asker: Message) => string;
  #questions: Question[] = [];

  /** `send` sends an input_request to the sender of `asker`, and returns its id. */
  constructor(send: (request: InputRequest, asker: Message) => string) {
    this.#send = send;
  }

  ask(request: InputRequest, asker: Message): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const withdraw = (why: string) => reject(new Error(why));
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
    this.#withdraw(question => question.asker === asker, "the cell ended before there was an answer");
  }

  /** Ends what a front end is asked that is gone: its cell would wait for ever, and every cell behind it. */
  lost(identities: Uint8Array[]): void {
    const isLost = ({ asker }: Question) => nameOf(asker.identities) === nameOf(identities);
    this.#withdraw(isLost, "the front end that ran this cell is gone, so that nobody can answer");
  }

  /** Who is asked something, but for who sent this message. */
  askedBeside({ identities }: { identities: Uint8Array[] }): Uint8Array[][] {
    const askers = this.#questions.map(({ asker }) => asker.identities);
    return askers.filter(asker => nameOf(asker) !== nameOf(identities));
  }

  #withdraw(isOver: (question: Question) => boolean, why: string): void {
    const over = this.#questions.filter(isOver);
    this.#questions = this.#questions.filter(question => !over.includes(question));
    for (const question of over) question.withdraw(why);
  }
}

function isFromSame(asker: Message, reply: Message): boolean {
  return nameOf(asker.identities) === nameOf(reply.identities);
}

function nameOf(identities: Uint8Array[]): string {
  return identities.map(identity => Buffer.from(identity).toString("hex")).join();
}
