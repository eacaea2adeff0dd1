// Files that are no submission, each with the reason for which it must be refused.
import { formatNotebook, type Notebook } from "../../../kernel/notebook/index.ts";

export interface BadFile {
  refused: RegExp;
  /** What the file holds, made of a right submission. */
  content(notebook: Notebook): string | Buffer;
}

const as = (notebook: Notebook, more: object): string => JSON.stringify({ ...notebook, ...more });

export const badFiles: { readonly [kind: string]: BadFile } = {
  "not JSON": { refused: /not JSON/, content: notebook => formatNotebook(notebook).slice(0, -200) },
  empty: { refused: /the file is empty/, content: () => "" },
  "not UTF-8": {
    refused: /not UTF-8/,
    content: notebook => Buffer.from(formatNotebook({ ...notebook, metadata: { title: "Größe" } }), "latin1"),
  },
  "format 3": { refused: /old notebook format 3/, content: notebook => as(notebook, { nbformat: 3 }) },
  "format 5": { refused: /format 5/, content: notebook => as(notebook, { nbformat: 5 }) },
  "no cells": { refused: /no list of "cells"/, content: notebook => as(notebook, { cells: {} }) },
  "another notebook": {
    refused: /it is another notebook/,
    content: notebook => as(notebook, { cells: [{ cell_type: "markdown", id: "x", metadata: {}, source: "hello" }] }),
  },
  "too many cells": {
    refused: /cells, and at most 2000/,
    content: notebook => as(notebook, { cells: Array.from({ length: 2001 }, () => notebook.cells[0]!) }),
  },
  "too much text": {
    refused: /MB of text/,
    content: notebook => as(notebook, { cells: [{ ...notebook.cells[0], source: "x".repeat(2 ** 21 + 1) }] }),
  },
  "too large": {
    refused: /has 33 MB, and at most 32 MB are read/,
    content: notebook => Buffer.concat([Buffer.from(formatNotebook(notebook)), Buffer.alloc(2 ** 25, " ")]),
  },
};
