// Python's expressions, read by their grammar and written as TypeScript's: docs.python.org/3/reference/expressions.html
//
// What can be read but not said in one expression of TypeScript is written as "…", and `isWhole` is false. The grammar's layers
// are classes, each of which extends the one below it: atoms, primaries, operations.
import { NotPython } from "./cursor.ts";
import { Operations } from "./operations.ts";
import { logicalLines } from "./tokens.ts";
import type { Written } from "./written.ts";

export class Expressions extends Operations {
  /** One expression, or several between commas, which are a list. */
  list(): string {
    const { values, isTuple } = this.#several();
    return isTuple ? this.markList(values) : values[0]!;
  }

  several(): string[] {
    return this.#several().values;
  }

  /** The names of a loop or comprehension, whose `in` is its own. */
  target(): string[] {
    this.noIn = true;
    try {
      return this.#several().values;
    } finally {
      this.noIn = false;
    }
  }

  #several(): { values: string[]; isTuple: boolean } {
    const values = [this.starred()];
    let isTuple = false;
    while (this.take(",")) {
      isTuple = true;
      if (this.ended || [")", "]", "}", "=", ":", "in"].includes(this.peek() ?? "")) break;
      values.push(this.starred());
    }
    return { values, isTuple };
  }

  /** An expression within an f-string. */
  protected inner(python: string): Written {
    const inner = new Expressions(logicalLines(python)[0]?.tokens ?? [], this.meanings);
    const value = inner.expression();
    if (!inner.ended) throw new NotPython();
    this.isWhole &&= inner.isWhole;
    this.remarks.push(...inner.remarks);
    return value;
  }
}
