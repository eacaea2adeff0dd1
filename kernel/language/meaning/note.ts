// What a note is, and a kind of notes.
import type { Names } from "../cell/names.ts";
import type { Node, Nodes } from "./tree.ts";

export interface Note {
  /** In the cell's text, counted from 1. */
  line: number;
  message: string;
  /** Not to be said where the cell shows just this: it was meant as a remark. */
  unlessShown?: string;
}

/** What a kind says of a node; undefined where the node is of another kind. */
export type NoteKind = (node: Node, nodes: Nodes, names: Names) => Said | undefined;
export type Said = string | Omit<Note, "line">;
