// What every part of the reader of Python's expressions shares: what it found out, and the parts that read one another.
import { Cursor } from "./cursor.ts";
import type { Called, Meanings } from "./given.ts";
import type { Token } from "./tokens.ts";
import { level, tight, type Written } from "./written.ts";

/** An expression, and the dotted names that it consists of, where it does. */
export interface Primary extends Written {
  path?: string[] | undefined;
  /** What a call of it is written as, where it is no plain call. */
  call?: Called["call"] | undefined;
}

export abstract class Reading extends Cursor {
  protected readonly meanings: Meanings;
  /** Something was read that only Python has, but for named arguments. */
  isPython = false;
  hasNamedArguments = false;
  /** All of it could be said. */
  isWhole = true;
  /** Why not, where more can be told than that it is Python. */
  hint = "";
  /** What differs from what was read, and cannot be written. */
  readonly remarks: string[] = [];
  /** The word `in` ends what is read: it is a loop's. */
  protected noIn = false;

  constructor(tokens: readonly Token[], meanings: Meanings) {
    super(tokens);
    this.meanings = {
      ...meanings,
      leaveUntold: why => {
        this.isWhole = false;
        this.hint ||= why;
      },
    };
  }

  /** Whether a name is of what computes and compares number by number. */
  protected isTensor(code: string): boolean {
    const members = /^[\w$.]+$/.test(code) ? this.meanings.membersOf(code) : [];
    return members.includes("item") && members.includes("shape");
  }

  /** Any expression. */
  protected abstract expression(): Written;

  /** One without a condition or `lambda` around it. */
  protected abstract or(): Written;

  /** The names of a loop or comprehension, whose `in` is its own. */
  abstract target(): string[];

  /** An expression within an f-string. */
  protected abstract inner(python: string): Written;

  one(least: number = level.lowest): string {
    return tight(this.expression(), least);
  }

  protected starred(): string {
    return this.take("*") ? `...${this.one(level.or)}` : this.one();
  }

  protected markList(values: string[]): string {
    this.isPython = true;
    return `[${values.join(", ")}]`;
  }
}
