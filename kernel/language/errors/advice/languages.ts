// Lines of Java, C, R, MATLAB and others: what the same is in TypeScript. A line each.
import { lineOf, type Reader } from "../wrong-cell.ts";

interface Form {
  /** Matched against a line without the space around it. */
  line: RegExp;
  language: string;
  typescript: string | ((...groups: string[]) => string);
  /** TypeScript has it, too, and means something else: it is said only where the compiler cannot read the cell. */
  isAmbiguous?: boolean;
}

const type =
  "(?:unsigned |long |short |static |final )*(?:int|long|float|double|char|bool|boolean|byte|String|string|auto|size_t|std::string)";
const typeOf = (word: string) =>
  /bool/.test(word) ? "boolean" : /char|string/i.test(word) ? "string" : /auto/.test(word) ? "" : "number";
const parameters = (list: string) =>
  list
    .split(",")
    .map(part => /^\s*(.*?)[\s&*]+(\w+)\s*$/.exec(part))
    .map(found => (found ? `${found[2]}: ${typeOf(found[1]!)}` : ""))
    .filter(Boolean)
    .join(", ");

/** `x int, y float64`, and Swift's `x: Int`. */
const goParameters = (list: string) =>
  list.replace(
    /(\w+)(?:\s+|\s*:\s*)\*?(\w+)/g,
    (_, name: string, type: string) => `${name}: ${typeOf(type.toLowerCase())}`,
  );

const forms: readonly Form[] = [
  { line: /^System\.out\.print(?:ln|f)?\((.*)\);?$/, language: "Java", typescript: "console.log($1)" },
  { line: /^Console\.Write(?:Line)?\((.*)\);?$/, language: "C#", typescript: "console.log($1)" },
  { line: /^public static void main\(.*$/, language: "Java", typescript: "nothing: a cell's lines run from the top" },
  {
    line: /^(?:public |private |protected |final )+class (\w+) extends (\w+)\s*\{$/,
    language: "Java",
    typescript: "class $1 extends $2 {",
  },
  { line: /^(?:public|private|protected) (?:static )?class (\w+).*$/, language: "Java", typescript: "class $1 {" },
  {
    line: new RegExp(`^(?:public |private |static |inline )*(${type}|void) (\\w+)\\(([^()]*)\\)\\s*\\{(.*)$`),
    language: "Java or C",
    typescript: (_, name, list, rest) => `function ${name}(${parameters(list!)}) {${rest}`,
  },
  {
    line: new RegExp(`^(?:const )?${type}\\s*(?:\\[\\]|\\*)?\\s+(\\w+)\\s*\\[\\w*\\]\\s*=\\s*\\{(.*)\\};?$`),
    language: "Java or C",
    typescript: "const $1 = [$2]",
  },
  {
    line: new RegExp(`^(?:const )?${type}\\s*\\[\\]\\s+(\\w+)\\s*=\\s*(?:new \\w+\\[\\]\\s*)?\\{(.*)\\};?$`),
    language: "Java or C",
    typescript: "const $1 = [$2]",
  },
  {
    line: new RegExp(`^for\\s*\\(${type} (\\w+)\\s*:\\s*([\\w.]+)\\)(.*)$`),
    language: "Java",
    typescript: "for (const $1 of $2)$3",
  },
  { line: new RegExp(`^for\\s*\\(${type} (\\w+ ?=.*)$`), language: "Java or C", typescript: "for (let $1" },
  { line: new RegExp(`^const ${type}\\s+(\\w+)\\s*=\\s*(.*?);?$`), language: "C", typescript: "const $1 = $2" },
  { line: new RegExp(`^${type}\\s+(\\w+)\\s*=\\s*(.*?);?$`), language: "Java or C", typescript: "let $1 = $2" },
  { line: new RegExp(`^${type}\\s+(\\w+);?$`), language: "Java or C", typescript: "let $1" },
  { line: /^#include\b.*$/, language: "C", typescript: "nothing: there is nothing to include" },
  {
    line: /^using (?:namespace )?[\w.:]+;?$/,
    language: "C++ or C#",
    typescript: "nothing: there is nothing to include",
  },
  {
    line: /^(?:std::)?cout\s*<<\s*(.*?)(?:\s*<<\s*(?:std::)?endl)?;?$/,
    language: "C++",
    typescript: values =>
      `console.log(${values!
        .split("<<")
        .map(part => part.trim())
        .join(", ")})`,
  },
  {
    line: /^(\w+)\s*<-\s*function\s*\((.*?)\)\s*(.*)$/,
    language: "R",
    typescript: (name, list, body) => `const ${name} = (${list}) => ${body || "{"}`,
  },
  {
    line: /^(\w+(?:\.\w+)*)\s*<-\s*c\((.*)\)$/,
    language: "R",
    typescript: (name, list) => `const ${name!.replaceAll(".", "_")} = [${list}]`,
  },
  {
    line: /^(\w+(?:\.\w+)*)\s*<-\s*(.+)$/,
    language: "R",
    typescript: (name, value) => `const ${name!.replaceAll(".", "_")} = ${value}`,
  },
  {
    line: /^for\s*\((\w+) in (\w+):(\w+|length\((\w+)\))\)\s*(\{?.*)$/,
    language: "R",
    typescript: "for (let $1 = $2; $1 <= $3; $1++) $5",
  },
  {
    line: /^for\s*\((\w+) in ([\w.]+)\)\s*(\{?.*)$/,
    isAmbiguous: true,
    language: "R",
    typescript: "for (const $1 of $2) $3",
  },
  { line: /^library\((\w+)\)$/, language: "R", typescript: "nothing: there is nothing to load" },
  { line: /^for\s+(\w+)\s*=\s*(\w+):(\w+)\s*$/, language: "MATLAB", typescript: "for (let $1 = $2; $1 <= $3; $1++) {" },
  { line: /^end;?$/, language: "MATLAB or Ruby", typescript: "}" },
  { line: /^%+\s+(.*)$/, language: "MATLAB", typescript: "// $1" },
  {
    line: /^(?:elseif|elsif)\s*\(?(.+?)\)?\s*(?:then|\{)?$/,
    language: "another language",
    typescript: "} else if ($1) {",
  },
  { line: /^(?:clc|clear all|close all|hold on);?$/, language: "MATLAB", typescript: "nothing" },
  {
    line: /^func (\w+)\((.*?)\)\s*(?:->\s*)?\w*\s*\{(.*)$/,
    language: "Go or Swift",
    typescript: (name, list, rest) => `function ${name}(${goParameters(list!)}) {${rest}`,
  },
  { line: /^fn (\w+)\((.*)\)\s*(?:->\s*\w+\s*)?\{(.*)$/, language: "Rust", typescript: "function $1($2) {$3" },
  { line: /^let mut (\w+)(.*)$/, language: "Rust", typescript: "let $1$2" },
  { line: /^(\w+(?:, \w+)*)\s*:=\s*(.*)$/, language: "Go", typescript: "const $1 = $2" },
  { line: /^fmt\.Print(?:ln|f)?\((.*)\)$/, language: "Go", typescript: "console.log($1)" },
  { line: /^println!\((.*)\);?$/, language: "Rust", typescript: "console.log($1)" },
  { line: /^def (\w+)\((.*)\)\s*\{(.*)$/, language: "another language", typescript: "function $1($2) {$3" },
  { line: /^val (\w+)( *[:=].*)$/, language: "Kotlin or Scala", typescript: "const $1$2" },
  { line: /^fun (\w+)(\(.*)$/, language: "Kotlin", typescript: "function $1$2" },
  {
    line: /^foreach\s*\((?:\w+ )?(\$?\w+) in (.*?)\)\s*(\{?.*)$/,
    language: "C#",
    typescript: "for (const $1 of $2) $3",
  },
  { line: /^\$(\w+)\s*=\s*(.*?);?$/, language: "PHP", typescript: "let $1 = $2" },
  { line: /^echo\s+(.*?);?$/, language: "PHP or a shell", typescript: "console.log($1)" },
  { line: /^puts\s+(.*)$/, language: "Ruby", typescript: "console.log($1)" },
  { line: /^SELECT .* FROM .*$/i, language: "SQL", typescript: "list.filter(row => …).map(row => …)" },
];

/** The first line with a complaint that is another language's. */
export const readLanguages: Reader = ({ text, complaints, types }) => {
  const lines = text.split("\n");
  for (const complaint of complaints) {
    const number = lineOf(text, complaint.start);
    const source = lines[number - 1]!;
    const line = source.trim();
    for (const { line: pattern, language, typescript, isAmbiguous = false } of forms) {
      const found = pattern.exec(line);
      if (!found || (isAmbiguous && types)) continue;
      const written =
        typeof typescript === "string" ? line.replace(pattern, typescript) : typescript(...found.slice(1));
      const start = lines.slice(0, number - 1).reduce((sum, { length }) => sum + length + 1, 0);
      const place = { start: start + source.indexOf(line), end: start + source.indexOf(line) + line.length };
      const [, why] = /^nothing(?:: (.*))?$/.exec(written) ?? [];
      const leave = written.startsWith("nothing");
      const what = language === "another language" ? "This is another language's." : `This is ${language}.`;
      return {
        message: leave ? `${what} Leave it out${why ? `: ${why}` : ""}.` : `${what} In TypeScript: ${written.trim()}`,
        place,
        alone: true,
      };
    }
  }
  return undefined;
};
