// The standard library's declarations laid together in one file.
//
// Each cell gets a checker of its own, and a checker first merges what the library's ninety files say of one name: a third
// of a cell's check. What stands in one file the compiler has merged when it reads that file, once.
import { readFileSync } from "node:fs";

/** A library by its name in `lib`: "esnext". */
const reference = /^\/\/\/ *<reference lib="([^"]+)" *\/>.*$/gm;

/** A file that is a module keeps to itself what it does not declare `global`. */
export const isModule = (text: string): boolean => /^(import|export)\b/m.test(text);

/**
 * This library's file, which holds all libraries that it refers to, and their files, which are empty: others may refer to
 * them, too. A library that is a module keeps its own file.
 * @param folder with slashes
 */
export function inOneFile(folder: string, library: string): [path: string, text: string][] {
  const pathOf = (name: string) => `${folder}/lib.${name}.d.ts`;
  const texts = new Map<string, string>();
  const read = (name: string): void => {
    if (texts.has(name)) return;
    const text = readFileSync(pathOf(name), "utf8");
    texts.set(name, text);
    for (const [, other] of text.matchAll(reference)) read(other!);
  };
  read(library);
  const modules = [...texts].filter(([, text]) => isModule(text)).map(([name]) => name);
  const scripts = [...texts].filter(([name]) => !modules.includes(name));
  const whole = [
    ...modules.map(name => `/// <reference lib="${name}" />`),
    ...scripts.map(([, text]) => text.replace(reference, "")),
  ].join("\n");
  return scripts.map(([name]) => [pathOf(name), name === library ? whole : ""]);
}
