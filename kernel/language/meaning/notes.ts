// Notes: a legal cell that hardly does what its author means. It runs, and one sentence stands under what it prints.
//
// Each file beside this one knows some kinds. To add one, write a function of a node there, put it into its list, and what a
// text with it looks like into `looks`.
import type { Names } from "../cell/names.ts";
import { notesOnComparisons } from "./comparisons.ts";
import { conditionsOf } from "./conditions.ts";
import { notesOnLater } from "./later.ts";
import { notesOnLists } from "./lists.ts";
import type { Note, NoteKind, Said } from "./note.ts";
import { notesOnNumbers } from "./numbers.ts";
import { notesOnPairs } from "./pairs.ts";
import { type Node, Nodes, type Tree } from "./tree.ts";
import { noteOnTruth } from "./truth.ts";
import { notesOnUnused } from "./unused.ts";
import { notesOnValues } from "./values.ts";

const kinds: readonly NoteKind[] = [
  ...notesOnComparisons,
  ...notesOnNumbers,
  ...notesOnLists,
  ...notesOnPairs,
  ...notesOnLater,
  ...notesOnValues,
  ...notesOnUnused,
];

/** So many are said of a cell. */
const mostSaid = 3;

/** Without one of these in its text a cell has no note, and its tree is not asked for. */
const looks = new RegExp(
  [
    // conditions and comparisons
    String.raw`\b(?:if|while)\s*\(\s*!?[\p{ID_Start}$_][\p{ID_Continue}$.]*\s*[)&|]`,
    String.raw`\b(?:if|while)\s*\([^\n]*[\p{ID_Continue}$][(!]`,
    String.raw`[!&|]\s*[\p{ID_Start}$_]|[\p{ID_Continue}$)\]]\s*(?:&&|\|\||\?(?![.?]))`,
    String.raw`[\p{ID_Continue}$)\]]\s*[=!]=`,
    // numbers
    String.raw`[\p{ID_Continue}$)\]] *// *[\p{ID_Continue}$]+[ )\]]*$`,
    String.raw`\^|-\s*\d+\s*%|=[-+]\s|["'\x60]\s*\+[^;\n]*\+\s*\d`,
    // lists
    String.raw`\[-\d|\b(?:sort|toSorted)\(\)|\.fill\(\s*(?:\[|new\b|Array\b)|\bArray\(\d+\)\s*\.\s*map\b|\bfor\s*\([^()]*\bin\b`,
    String.raw`\.(?:includes\(\s*[[{]|(?:last)?[iI]ndexOf\(|findIndex\(|search\()|\.forEach\([^;{}]*=>|\)\s*;\s*$|<=\s*[\p{ID_Continue}$.]+\.length\b`,
    String.raw`\[[^\]\n]*\]\s*=[^=\n]*\b(?:max|min|sort|std|variance)\(|\b(?:max|min|sort)\([^\n]*\)\.(?:values|indices)\b`,
    // values
    String.raw`\bawait\s+[\p{ID_Start}$_]|^\s*[\p{ID_Start}$_][\p{ID_Continue}$]*\(`,
    String.raw`["'][^"'\n]*\{\s*[\p{ID_Start}_]`,
    String.raw`\$\{\s*[\p{ID_Start}$_(]|["'\x60]\s*\+|\+\s*["'\x60]|\bconsole\.log\(\s*[\p{ID_Start}$_][\p{ID_Continue}$.]*[(),]`,
    String.raw`=>\s*\{\s*[^{};=]*\}|\)\s*\{\s*[^{};=]*\}`,
    String.raw`^\s*[\p{ID_Start}$_][\p{ID_Continue}$]*(?:\.[\p{ID_Start}$_][\p{ID_Continue}$]*)+\s*(?:;|$|\()`,
    String.raw`=\s*[\p{ID_Start}$_][\p{ID_Continue}$.]*\(`,
  ].join("|"),
  "mu",
);

export const mayHaveNotes = (text: string): boolean => looks.test(text);

/** @param text the cell's own */
export function notesOn(tree: Tree, text: string, names: Names): Note[] {
  const nodes = new Nodes(tree);
  const found: { start: number; said: Said }[] = [];
  const note = (node: Node, said: Said | undefined) => {
    if (said !== undefined) found.push({ start: node.end - tree.textOf(node).length - tree.from, said });
  };
  for (const condition of conditionsOf(tree)) note(condition, noteOnTruth(condition, nodes));
  const visit = (node: Node) => {
    if (node.end > tree.from) for (const kind of kinds) note(node, kind(node, nodes, names));
    tree.forEachChild(node, visit);
  };
  visit(tree.root);
  const notes = found
    .filter(({ start }) => start >= 0 && start <= text.length)
    .toSorted((a, b) => a.start - b.start)
    .map(({ start, said }) => ({
      line: text.slice(0, start).split("\n").length,
      ...(typeof said === "string" ? { message: said } : said),
    }));
  return [...new Map(notes.map(one => [one.message, one])).values()].slice(0, mostSaid);
}
