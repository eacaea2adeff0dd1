// Read a notebook file, or say in one line why it is none.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Json } from "../protocol/mime.ts";
import { NotebookError } from "./error.ts";
import type { Cell, CellOutput, Metadata, Notebook } from "./format.ts";
import { parseJson, toValue } from "./json-tree.ts";
import { joinBundle, joinLines } from "./multiline.ts";

/** What is to be read as a notebook, byte for byte. */
export async function readNotebookFile(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new NotebookError(`${path}: there is no such file`);
    if (code === "EISDIR") throw new NotebookError(`${path} is a folder: name one notebook (.ipynb) in it`);
    throw new NotebookError(`${path} cannot be read: ${message}`);
  }
}

/** The text of a file, which has to be UTF-8: any other text would be damaged when it is written again. */
export function decodeNotebook(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const [first, second] = bytes;
    const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
    const encoding = isUtf16 ? "UTF-16" : "Latin-1, perhaps";
    throw new NotebookError(
      `${name} is not a notebook: its text is not UTF-8 (${encoding}). Save it as UTF-8 in an editor, then run it again`,
    );
  }
}

/** `name` is what messages call the notebook. */
export function parseNotebook(text: string, name: string): Notebook {
  const refuse = (why: string) => new NotebookError(`${name} is not a notebook: ${why}`);

  let content: Json;
  try {
    content = toValue(parseJson(text.replace(/^\uFEFF/, "")));
  } catch (error) {
    throw refuse(text.trim() === "" ? "the file is empty" : `it is not JSON (${(error as Error).message})`);
  }
  if (!isObject(content)) throw refuse("its JSON is not an object");
  const { nbformat, nbformat_minor = 0, metadata = {}, cells } = content;
  if (typeof nbformat !== "number") throw refuse('it has no "nbformat" number');
  if (nbformat < 4)
    throw new NotebookError(
      `${name} is in the old notebook format ${nbformat}, but format 4 is expected: open and save it in JupyterLab, ` +
        `or convert it with "jupyter nbconvert --to notebook --nbformat 4 ${basename(name)}"`,
    );
  if (nbformat > 4)
    throw new NotebookError(`${name} is in notebook format ${nbformat}, but only format 4 is known: update Unrolled`);
  if (typeof nbformat_minor !== "number") throw refuse('its "nbformat_minor" is not a number');
  if (!isObject(metadata)) throw refuse('its "metadata" is not an object');
  if (!Array.isArray(cells)) throw refuse('it has no list of "cells"');
  return {
    ...content,
    nbformat,
    nbformat_minor,
    metadata,
    cells: cells.map((cell, index) => parseCell(cell, why => refuse(`cell ${index + 1} ${why}`))),
  };
}

type Refuse = (why: string) => NotebookError;

function parseCell(cell: Json, refuse: Refuse): Cell {
  if (!isObject(cell)) throw refuse("is not an object");
  const { cell_type, metadata = {}, attachments } = cell;
  const source = joinLines(cell.source ?? null);
  if (typeof source !== "string") throw refuse('has no "source" text');
  if (!isObject(metadata)) throw refuse('has a "metadata" that is not an object');
  const common = {
    ...cell,
    metadata,
    source,
    ...(isObject(attachments) && { attachments: mapValues(attachments, joinIfBundle) }),
  } as Metadata & { metadata: Metadata; source: string };

  if (cell_type === "markdown" || cell_type === "raw") return { ...common, cell_type };
  if (cell_type !== "code") throw refuse(`has the unknown "cell_type" ${JSON.stringify(cell_type)}`);
  const { execution_count = null, outputs = [] } = cell;
  if (execution_count !== null && typeof execution_count !== "number")
    throw refuse('has an "execution_count" that is not a number');
  if (!Array.isArray(outputs)) throw refuse('has "outputs" that are not a list');
  return { ...common, cell_type, execution_count, outputs: outputs.map(output => parseOutput(output, refuse)) };
}

function parseOutput(output: Json, refuse: Refuse): CellOutput {
  if (!isObject(output)) throw refuse("has an output that is not an object");
  const { output_type, data, metadata = {} } = output;
  if (output_type === "stream") {
    const text = joinLines(output.text ?? "");
    if (typeof text !== "string" || (output.name !== "stdout" && output.name !== "stderr"))
      throw refuse('has a stream whose "text" is no text, or whose "name" is neither stdout nor stderr');
    return { ...output, text } as CellOutput;
  }
  if (output_type === "error") {
    const { ename, evalue, traceback } = output;
    if (typeof ename !== "string" || typeof evalue !== "string" || !isTextList(traceback))
      throw refuse('has an error whose "ename", "evalue" or "traceback" is no text');
    return output as CellOutput;
  }
  if (output_type !== "display_data" && output_type !== "execute_result")
    throw refuse(`has an output of the unknown type ${JSON.stringify(output_type)}`);
  if (!isObject(data)) throw refuse(`has a ${output_type} without "data"`);
  if (!isObject(metadata)) throw refuse(`has a ${output_type} whose "metadata" is not an object`);
  return { ...output, data: joinBundle(data), metadata } as CellOutput;
}

const isTextList = (value: Json | undefined) => Array.isArray(value) && value.every(line => typeof line === "string");

const isObject = (value: Json | undefined): value is Metadata =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const joinIfBundle = (value: Json): Json => (isObject(value) ? joinBundle(value) : value);

const mapValues = (object: Metadata, change: (value: Json) => Json): Metadata =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
