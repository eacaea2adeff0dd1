// PendingOutcome: what check() gives where judging takes its time. It shows itself when it is done.
import { jupyterDisplay, type MimeBundle, nodeInspect, seenOtherwise, showHere } from "../display/index.ts";
import { checksOf, type Outcome } from "./outcome.ts";

/** Such an object is true in every condition, whatever the verdict will be. */
type NoConditionYet =
  "A verdict that is still to come is true in every condition. Await it, and ask for .correct: if ((await q1.check(x)).correct)";

/** `await` it for its outcome. It never rejects: a judge that does makes the question broken, which is an outcome. */
export class PendingOutcome implements PromiseLike<Outcome> {
  /** Which question: "training/q1". */
  readonly question: string;
  readonly #outcome: Promise<Outcome>;
  /** A type alone, as an outcome's. */
  declare protected readonly noCondition: NoConditionYet;

  /** @param question which question @param outcome what judging comes to; it never rejects */
  constructor(question: string, outcome: Promise<Outcome>) {
    this.question = question;
    this.#outcome = outcome;
  }

  /** Awaited, it is its outcome. */
  // biome-ignore lint/suspicious/noThenProperty: it is awaited for its outcome
  then<Fulfilled = Outcome, Rejected = never>(
    fulfilled?: ((outcome: Outcome) => Fulfilled | PromiseLike<Fulfilled>) | null,
    rejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    // Awaited, it hands on its outcome, which then shows itself.
    const shows = seenOtherwise(this);
    return this.#outcome
      .then(outcome => (shows ? showHere(outcome, checksOf(this.question)) : outcome))
      .then(fulfilled, rejected);
  }
  /** That it is being checked, and how its outcome is had. */
  toString(): string {
    seenOtherwise(this);
    return `${this.question} is being checked: put await before check() to use its outcome`;
  }
  /** Its outcome, when it is there, for a notebook. */
  async [jupyterDisplay](): Promise<MimeBundle> {
    return (await this.#outcome)[jupyterDisplay]();
  }
  /** That it is being checked, for Node's console. */
  [nodeInspect](): string {
    return this.toString();
  }
}
