// A notebook as its file has it: what a run changes is written into the text, and every other byte stays.
import { isDeepStrictEqual } from "node:util";
import { toJsonText } from "../protocol/json-text.ts";
import type { Json } from "../protocol/mime.ts";
import { NotebookError } from "./error.ts";
import type { CodeCell, Notebook } from "./format.ts";
import { entryOf, type JsonNode, parseJson, toValue } from "./json-tree.ts";
import { parseNotebook } from "./read.ts";
import { sortKeys, storeCell, storeOutput } from "./write.ts";

const byteOrderMark = "\ufeff";

interface Edit {
  start: number;
  end: number;
  text: string;
}

export class NotebookText {
  readonly text: string;
  readonly notebook: Notebook;
  readonly #name: string;
  readonly #cells: JsonNode[];
  /** Where the parsed text begins: behind a byte order mark. */
  readonly #offset: number;

  /** @param name what messages call the notebook */
  constructor(text: string, name: string) {
    this.text = text;
    this.#name = name;
    this.notebook = parseNotebook(text, name);
    this.#offset = text.startsWith(byteOrderMark) ? byteOrderMark.length : 0;
    const cells = entryOf(parseJson(text.slice(this.#offset)), "cells")?.node;
    this.#cells = cells?.kind === "array" ? cells.items : [];
  }

  /** The text with the outputs and the counts of an execution of this notebook; a NotebookError where an output is no JSON. */
  withOutputs(executed: Notebook): string {
    try {
      return this.#withOutputs(executed);
    } catch (error) {
      // What a cell displays as JSON may nest deeper than JSON.stringify goes.
      if (error instanceof RangeError || error instanceof TypeError)
        throw new NotebookError(`${this.#name}: the outputs cannot be written as JSON: ${error.message}`);
      throw error;
    }
  }

  #withOutputs(executed: Notebook): string {
    const edits = this.#cells.flatMap((node, index) => {
      const cell = executed.cells[index];
      return cell?.cell_type === "code" ? this.#editsOf(node, cell) : [];
    });
    return this.#apply(edits);
  }

  /** With a code cell before the one of this index, or after the last. */
  withCell(index: number, cell: CodeCell): NotebookText {
    const stored = sortKeys(storeCell(cell) as Json);
    const [before, after] = [this.#cells[index - 1], this.#cells[index]];
    const near = after ?? before;
    if (!near) return this.#withFirstCell(stored);
    const text = this.#format(stored, near.start);
    const gap = this.#gapBefore(near);
    const edit = after
      ? { start: after.start, end: after.start, text: `${text},${gap}` }
      : { start: near.end, end: near.end, text: `,${gap}${text}` };
    return new NotebookText(this.#apply([edit]), this.#name);
  }

  /** With another text in a code cell, and no outputs. */
  withSource(index: number, source: string): NotebookText {
    const { notebook } = this;
    const node = this.#cells[index]!;
    const cell = notebook.cells[index] as CodeCell;
    const stored = storeCell({ ...cell, source }) as { source: Json };
    return new NotebookText(this.#apply(this.#set(node, "source", stored.source)), this.#name);
  }

  #withFirstCell(stored: Json): NotebookText {
    const { node } = entryOf(parseJson(this.text.slice(this.#offset)), "cells")!;
    return new NotebookText(
      this.#apply([{ start: node.start, end: node.end, text: this.#format([stored], node.start) }]),
      this.#name,
    );
  }

  #editsOf(node: JsonNode, { outputs, execution_count }: CodeCell): Edit[] {
    return [
      ...this.#set(node, "execution_count", execution_count),
      ...this.#set(node, "outputs", sortKeys(outputs.map(storeOutput) as Json)),
    ];
  }

  /** None where the value is what it was. */
  #set(object: JsonNode, key: string, value: Json): Edit[] {
    const entry = entryOf(object, key);
    if (entry)
      return isSame(toValue(entry.node), value)
        ? []
        : [{ start: entry.node.start, end: entry.node.end, text: this.#format(value, entry.start) }];
    // Every cell has its type.
    const last = object.kind === "object" ? object.entries.at(-1)! : undefined;
    if (!last) return [];
    const text = `,${this.#gapBefore(last)}${toJsonText(key)}:${this.#style.afterColon}${this.#format(value, last.start)}`;
    return [{ start: last.node.end, end: last.node.end, text }];
  }

  #apply(edits: Edit[]): string {
    const parts: string[] = [];
    let at = 0;
    for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start)) {
      parts.push(this.text.slice(at, this.#offset + start), text);
      at = this.#offset + end;
    }
    return [...parts, this.text.slice(at)].join("");
  }

  /** What stands before the first of the things that this one is among: a line's end and its indent, or nothing. */
  #gapBefore({ start }: { start: number }): string {
    return /[ \t\r\n]*$/.exec(this.text.slice(this.#offset, this.#offset + start))![0];
  }

  /** A value as this file writes its values: beside its key on a line, or with lines of its own. */
  #format(value: Json, keyStart: number): string {
    const { indent, lineEnd, afterColon, onlyAscii } = this.#style;
    const line = this.text
      .slice(this.#offset, this.#offset + keyStart)
      .split("\n")
      .at(-1)!;
    const isOnOwnLine = indent !== "" && /^[ \t]*$/.test(line);
    let text = toJsonText(value, isOnOwnLine ? indent : "");
    if (isOnOwnLine) text = text.replaceAll("\n", `${lineEnd}${line}`);
    else if (afterColon !== "") text = spaced(text);
    return onlyAscii ? text.replace(/[^\0-\x7f]/g, escaped) : text;
  }

  get #style(): { indent: string; lineEnd: string; afterColon: string; onlyAscii: boolean } {
    const text = this.text.slice(this.#offset);
    const [, lineEnd = "\n", indent = ""] = /^\s*\{[ \t]*(\r?\n)([ \t]*)"/.exec(text) ?? [];
    const [, afterColon = " "] = /^\s*\{\s*"(?:[^"\\]|\\.)*"\s*:( ?)/.exec(text) ?? [];
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what is not ASCII.
    const onlyAscii = /\\u(?!00[0-7])[0-9a-fA-F]{4}/.test(text) && !/[^\x00-\x7f]/.test(text);
    return { indent, lineEnd, afterColon, onlyAscii };
  }
}

function isSame(before: Json, now: Json): boolean {
  try {
    return isDeepStrictEqual(before, now);
  } catch {
    return false; // too deep to compare
  }
}

const escaped = (unit: string) =>
  [...Array(unit.length).keys()].map(at => `\\u${unit.charCodeAt(at).toString(16).padStart(4, "0")}`).join("");

/** Python's way on one line: a space after each comma and colon that stands in no text. */
const spaced = (text: string) =>
  text.replace(/"(?:[^"\\]|\\.)*"|[,:]/g, part => (part === "," || part === ":" ? `${part} ` : part));
