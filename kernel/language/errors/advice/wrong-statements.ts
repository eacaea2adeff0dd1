// Statements that are put together wrongly, and what to say of each. The first that fits is said, so a narrow one comes before a
// wide one.

import { argumentsAt } from "../arguments.ts";

/** A wrong statement: the compiler's number, what the line looks like, and what to say of it. */
export interface WrongStatement {
  codes: number[];
  /** Matched against the line of the complaint. */
  line?: RegExp;
  /** Matched against the text from the complaint on, and up to it. */
  after?: RegExp;
  before?: RegExp;
  say: string | ((...groups: string[]) => string);
  /** Instead of the compiler's words, not behind them. */
  alone?: boolean;
  /** Every other complaint of the cell comes of it, though the cell can be read. */
  whole?: boolean;
}

/** `x, epochs: 5` as `x, { epochs: 5 }`. */
function withBraces(given: string): string {
  const parts = argumentsAt(`(${given})`, 0)?.values ?? [given];
  const first = parts.findIndex(part => /^[\w$]+\s*:/.test(part));
  return [...parts.slice(0, first), `{ ${parts.slice(first).join(", ")} }`].join(", ");
}

const keyword = "(if|while|for|switch)";

export const wrongStatements: readonly WrongStatement[] = [
  {
    codes: [1005, 1109],
    before: /(?:[\p{ID_Start}$_][\p{ID_Continue}$]*|\))\s*-\s*$/u,
    after: /^>/,
    say: "A function's arrow is '=>': x => x * 2",
    alone: true,
  },
  {
    codes: [1005],
    after: /^\s*[,}]/,
    line: /[{,]\s*([\w$]+)\s*:\s*(-?[\d.]+(?:\s*,\s*-?[\d.]+)+)\s*[,}]/,
    say: (name, numbers) => `A list stands in brackets: ${name}: [${numbers}]`,
    alone: true,
  },
  {
    codes: [17006, 17007],
    line: /-\s*((?:[\w$.]+|\([^()]*\))(?:\[[^[\]]*\]|\([^()]*\))*)\s*\*\*\s*([\w$.]+)/,
    say: (base, exponent) =>
      `A sign and a power need parentheses: -(${base} ** ${exponent}) or (-${base}) ** ${exponent}`,
    alone: true,
  },
  {
    codes: [2304, 18004],
    // What the first name is computed from itself, somebody means to be there.
    line: /^\s*([[{]\s*([\w$]+)(?:\s*,\s*[\w$]+)*\s*[\]}])\s*=(?!=)\s*((?:(?!\b\2\b).)*)$/,
    say: (names, _, value) => `Names are declared where they get their first value: const ${names} = ${value}`,
    alone: true,
    whole: true,
  },
  {
    codes: [1005],
    line: /=>\s*return\b\s*(.*?)[\s;)}]*$/,
    say: value => `Behind '=>' stands the value by itself, without 'return': x => ${value}`,
    alone: true,
  },
  {
    codes: [2345, 2364, 2588, 2304],
    line: /[(,]\s*\(([\w$]+(?:, *[\w$]+)*)\)\s*=(?![=>])/,
    say: parameters => `A function's arrow is '=>': (${parameters}) => …`,
    alone: true,
    whole: true,
  },
  {
    codes: [1005],
    line: /\b(?:const|let|var)\s+([\w$]+)\s*\(([^()]*)\)\s*=\s*(.*)$/,
    say: (name, parameters, value) => `A function is declared so: const ${name} = (${parameters}) => ${value}`,
    alone: true,
  },
  {
    codes: [2364, 2304, 2364],
    line: /^\s*([\w$]+)\(([a-z_$][\w$]*(?:, *[a-z_$][\w$]*)*)\)\s*=(?!=)\s*(.*)$/,
    say: (name, parameters, value) => `A function is declared so: const ${name} = (${parameters}) => ${value}`,
    alone: true,
    whole: true,
  },
  {
    codes: [1005],
    line: /\b(?:if|while)\b.*[^=!<>]=>/,
    say: "'Greater or equal' is written >=, and 'less or equal' <=.",
    alone: true,
  },
  {
    codes: [1005, 1109],
    line: /=<(?!=)/,
    say: "'Less or equal' is written <=, and 'greater or equal' >=.",
    alone: true,
  },
  {
    codes: [1005, 1434],
    after: /^(?:and|or|not|is|AND|OR|NOT)\b/,
    say: "'and' is written &&, 'or' is ||, 'not' is !, and 'is' ===.",
    alone: true,
  },
  {
    codes: [1005, 1434],
    line: /\b(?:elif|elsif|elseif)\b\s*(.*)$/,
    say: rest => `It is written 'else if', behind the '}' of the block before: } else if ${rest}`,
    alone: true,
  },
  {
    codes: [1005],
    line: /\b(?:else\s+)?(if|while)\s*\{/,
    say: word => `What '${word}' asks stands in parentheses: ${word} (…) { … }`,
    alone: true,
  },
  {
    codes: [1005],
    line: /\b((?:while|for)\s*\(.*\))\s*do\b/,
    say: head => `There is no 'do' behind it: ${head} { … }`,
    alone: true,
  },
  {
    codes: [1005, 1434],
    line: /\bfor\s+each\s*\(?(?:const |let |var )?\s*(\w+)\s+(?:of|in)\s+([\w.]+)/,
    say: (name, list) => `It is written 'for … of': for (const ${name} of ${list}) { … }`,
    alone: true,
  },
  {
    codes: [1005],
    line: /^\s*for\s+(\w+)\s+in\s+range\(([^,()]+)\)\s*\{/,
    say: (name, count) => `Count so: for (let ${name} = 0; ${name} < ${count}; ${name}++) {`,
    alone: true,
  },
  {
    codes: [1005],
    line: /^\s*for\s+(\w+)\s+in\s+([\w.]+)\s*\{/,
    say: (name, list) => `It is written 'for … of', in parentheses: for (const ${name} of ${list}) {`,
    alone: true,
  },
  {
    codes: [2405, 2407],
    line: /\bfor\s*\(\s*(?:const |let |var )?(\w+)\s+in\s+(\d+)\s*\)/,
    say: (name, count) =>
      `A number is no list to go through. Count so: for (let ${name} = 0; ${name} < ${count}; ${name}++) { … }`,
    alone: true,
    whole: true,
  },
  {
    codes: [2488],
    line: /\bfor\s*\(\s*(const|let|var)\s+(\[\s*\w+\s*,\s*\w+\s*\])\s+of\s+([\w$.]+)\s*\)/,
    say: (word, names, list) => `For places and elements write for (${word} ${names} of ${list}.entries()) { … }`,
    alone: true,
  },
  {
    codes: [1188],
    line: /\bfor\s*\(\s*(const|let|var)\s+(\w+\s*,\s*\w+)\s+of\s+(.+?)\)\s*(?:\{|[\w$.]+\()/,
    say: (word, names, list) =>
      `Two names stand in brackets: for (${word} [${names}] of ${/^[\w$.]+$/.test(list!) ? `${list}.entries()` : list})`,
    alone: true,
  },
  {
    codes: [1005],
    line: /\bfor\s*\(([^;()]*;[^;()]*)\)/,
    say: two => `Between the parentheses of 'for' stand three parts: for (${two}; i++)`,
    alone: true,
  },
  {
    codes: [1003],
    line: /^\s*(?:async\s+)?function\s*(\([^()]*\))/,
    say: parameters => `A function needs a name: function f${parameters} { … }`,
    alone: true,
  },
  {
    codes: [1005],
    line: /\bfunction\s+(\w*)\s*(?:(\w+)\s*)?\{/,
    say: (name, parameter = "") => `A function's parameters stand in parentheses: function ${name}(${parameter}) { … }`,
    alone: true,
  },
  {
    codes: [1068],
    line: /^(?:.*\{)?\s*(?:function|let|const|var)\b/,
    say: "In a class a method stands without 'function', and a field without 'let' or 'const': class A { x = 3; f() { … } }",
    alone: true,
  },
  {
    codes: [1005, 1134],
    line: /\b(let|const|var)\s+([A-Za-z_$][\w$]*)[\s-]+([A-Za-z_$][\w$]*)\s*=(?!=)/,
    say: (word, first, second) =>
      `A name is one word: ${word} ${first}${second![0]!.toUpperCase()}${second!.slice(1)} = …`,
    alone: true,
  },
  {
    codes: [1005, 1110, 1109],
    line: /\b(let|const|var)\s+([\w$]+)\s*(?:={2,3}|:=|<-)\s*(.*)$/,
    say: (word, name, value) => `A value is given by one '=': ${word} ${name} = ${value}`,
    alone: true,
  },
  {
    codes: [1005],
    before: /["']$/,
    after: /^[\p{L}\d]/u,
    say: 'The text ends at the quote before. A text with a quote in it stands in the other kind: "don\'t"',
    alone: true,
  },
  {
    codes: [1005, 1434],
    line: /^\s*([\w$]+(?:\.[\w$]+)*)\s+("[^"]*"|'[^']*'|-?\d[\w.]*)\s*;?\s*$/,
    say: (name, value) => `A call has parentheses: ${name}(${value})`,
    alone: true,
  },
  {
    codes: [1141],
    line: /\bfrom\s+([\w./-]+)\s*;?\s*$/,
    say: module => `The name of a module stands in quotes: from "${module}"`,
    alone: true,
  },
  {
    codes: [1005],
    after: /^:/,
    before: /=>\s*\{\s*[\p{ID_Continue}$]+\s*:[^{};]*,\s*[\p{ID_Continue}$]+\s*$/u,
    line: /((?:\([^()]*\)|[\p{ID_Continue}$]+)\s*=>)\s*(\{\s*[\p{ID_Continue}$]+\s*:.*\})/u,
    say: (arrow, object) => `An object that a function gives stands in parentheses behind '=>': ${arrow} (${object})`,
    alone: true,
  },
  {
    codes: [1005],
    after: /^:/,
    line: /([\p{ID_Continue}$.]+)\(((?:[^(){};]|\([^(){}]*\))*)\)/u,
    before: /[(,]\s*[\p{ID_Continue}$]+\s*$/u,
    say: (callee, given) => `Options stand in braces, as one object: ${callee}(${withBraces(given!)})`,
    alone: true,
  },
  {
    codes: [1005],
    before: /[(,]\s*[\p{ID_Continue}$]+\s*$/u,
    after: /^:/,
    say: "Options stand in braces, as one object: { name: value }",
    alone: true,
  },
  {
    codes: [1005],
    before: /[{,]\s*[\p{ID_Continue}$]+\s*\[?$/u,
    after: /^[["'\d]|^\]/,
    say: "Between a name and its value stands ':', as in { units: 32 }.",
    alone: true,
  },
  {
    codes: [1161, 1109, 1005, 1110, 1003, 2304, 17004, 1382, 1381],
    line: /^\s*(<(\w+)[^<>]*>.*<\/\2>)\s*;?\s*$/,
    say: html => `HTML is shown by display.html: display.html\`${html}\``,
    alone: true,
  },
  { codes: [2540], say: "It is set where the object is made: make a new one.", alone: false },
  {
    codes: [2515],
    line: /\bclass\s+([\w$]+)/,
    say: name => `Write these members in class ${name}, too, or make it an abstract class.`,
    alone: false,
  },
  { codes: [2542], say: "It cannot be changed in place: make a new one.", alone: false },
  {
    codes: [1005],
    line: new RegExp(String.raw`^\s*(?:\}\s*)?(?:else\s+)?${keyword}\s+([^(\s][^{:]*?)\s*(\{.*)$`),
    say: (word, test) => `What '${word}' asks stands in parentheses: ${word} (${test})`,
    alone: true,
  },
  {
    codes: [1005],
    line: /^\s*(?:\}\s*)?(?:else\s+)?(if|while|for|switch)\s+[^(\s]/,
    say: word => `What '${word}' asks stands in parentheses, and what it does in braces: ${word} (…) { … }`,
    alone: true,
  },
  {
    codes: [1005],
    line: /\bfor\s*\(([^;,()]*=[^;,()]*),([^;,()]*),([^;,()]*)\)/,
    say: (first, test, step) =>
      `In 'for' the three parts are separated by ';': for (${first}; ${test!.trim()}; ${step!.trim()})`,
    alone: true,
  },
  {
    codes: [1005, 1144],
    line: /\bfunction\s*([\p{ID_Continue}$]*)\s*\(([^()]*)\)\s*(?!\{)(?:=>|->|:)?\s*([^{\s:>-].*)$/u,
    say: (name, parameters, body) =>
      `A function's body stands in braces: function ${name}(${parameters}) { ${body!.replace(/^return\b/, "return")} }`,
    alone: true,
  },
  {
    codes: [1109, 1005, 1128],
    line: /^\s*((?:\}\s*)?(?:else\s+)?(?:for|if|while|switch)\s*\(.*\))\s*:/,
    say: head => `A block stands in braces: ${head} { … }`,
    alone: true,
  },
  {
    codes: [1109, 1005, 1128, 1003],
    line: /(?:^|[;}])\s*(else|try|finally|do)\s*:/,
    say: word => `A block stands in braces: ${word} { … }`,
    alone: true,
  },
  {
    codes: [1005],
    before: /[{,]\s*[\p{ID_Continue}$"']+\s*:[^{}]*$/u,
    after: /^;/,
    say: "Within an object the parts are separated by ',' and not by ';'.",
    alone: true,
  },
  {
    codes: [1312],
    say: "Within an object a name and its value are separated by ':', as in { units: 32 }.",
    alone: true,
  },
  { codes: [1005, 1434], line: /\bthen\b/, say: "TypeScript has no 'then' here: if (…) { … }", alone: true },
  {
    codes: [1108],
    say: "'return' belongs into a function. A cell shows the value of its last line by itself.",
    alone: true,
  },
  { codes: [1104, 1105, 1107, 1115, 1116], say: "It belongs into a loop, in the same function.", alone: false },
  { codes: [1155], say: "Give it a value, or declare it with 'let'.", alone: false },
  { codes: [1472], say: "Behind 'try { … }' comes catch (error) { … }", alone: true },
  {
    codes: [1005, 1003],
    line: /(?:let|const|var)\s+([\p{ID_Continue}$]+(?:\s*,\s*[\p{ID_Continue}$]+)*)\s+(?:be|is)\s+/u,
    say: name => `A value is given by '=': const ${name} = …`,
    alone: true,
  },
  { codes: [1110], before: /:\s*$/, after: /^[=;,)]/, say: "Behind ':' stands a type, as in x: number.", alone: false },
  { codes: [1357, 2480], say: "Choose another name: this one has a meaning of its own.", alone: false },
  {
    codes: [1389, 1390, 1359, 1213, 1214, 1212],
    say: "This word has a meaning of its own in TypeScript: choose another name.",
    alone: false,
  },
  {
    codes: [1351],
    line: /(?<![\w$.])(\d+)\.([a-z]\w*)/i,
    say: (number, member) => `A number gets parentheses before a dot: (${number}).${member}`,
    alone: true,
  },
  {
    codes: [1351],
    say: "A name begins with a letter, and between a number and a name stands an operator: 2 * x",
    alone: true,
  },
  {
    codes: [1002],
    say: "The quote that opens a text is closed by the same quote, in the same line. A text of several lines stands in backticks: `…`",
    alone: true,
  },
  { codes: [1160], say: "The backtick ` that opens this text is never closed.", alone: true },
  {
    codes: [1161],
    say: "A '/' here begins a regular expression. To divide, a value stands before it; a comment begins with //.",
    alone: false,
  },
  {
    codes: [2839],
    line: /([\w$.]+)\s*[=!]==?\s*\[\s*\]/,
    say: list => `A list made here is another one. Whether ${list} is empty tells ${list}.length === 0`,
    alone: true,
  },
  {
    codes: [2839],
    line: /([\w$.]+)\s*([=!]=)=?\s*(\[[^[\]]+\])/,
    say: (list, operator, other) =>
      `A list made here is another one. To compare their elements write String(${list}) ${operator}= String(${other})`,
    alone: true,
  },
  {
    codes: [2839],
    say: "To compare lists, compare their elements: a.every((x, i) => x === b[i])",
    alone: false,
  },
  {
    codes: [2845],
    line: /([\w$.]+)\s*([=!]=)=?\s*(?:Number\.)?NaN\b/,
    say: (value, operator) =>
      `NaN equals nothing, itself neither. Write ${operator === "!=" ? "!" : ""}Number.isNaN(${value})`,
    alone: true,
  },
  {
    codes: [2367, 2839],
    line: /([\w$.]+)\s*([=!]=)=?\s*\{\s*\}/,
    say: (object, operator) =>
      `An object made here is another one. Whether ${object} has no members tells Object.keys(${object}).length ${operator}= 0`,
    alone: true,
  },
  {
    codes: [2365],
    line: /([\w$.-]+)\s*(<=?|>=?)\s*([\w$.]+(?:\([^()]*\))?)\s*(<=?|>=?)\s*([\w$.-]+)/,
    say: (low, one, value, other, high) =>
      `Each comparison stands by itself: write ${low} ${one} ${value} && ${value} ${other} ${high}`,
    alone: true,
  },
  {
    codes: [2695],
    before: /[\w$\])]\[\s*$/,
    line: /([\w$.]+)\[\s*([\w$+-]+)\s*,\s*([\w$+-]+)\s*\]/,
    say: (list, first, second) => `A place in a list of lists is written ${list}[${first}][${second}]`,
    alone: true,
  },
  {
    codes: [2345, 2769],
    after: /^(?:async\s*)?(?:\([^()]*\)|[\w$]+)\s*=>\s*\{(?![^{}]*\breturn\b)[^{};]*\}/,
    line: /=>\s*\{\s*([^{};]*[^{};\s])\s*\}/,
    say: value =>
      `In braces a function gives back only what 'return' says: return ${value}, or leave out the braces: => ${value}`,
    alone: true,
    whole: true,
  },
  { codes: [2364], line: /\b(?:if|while)\b/, say: "To compare, write ===.", alone: false },
  {
    codes: [2364],
    say: "Only a name, or a part of an object or list, can be given a value. To compare, write ===.",
    alone: true,
  },
  {
    codes: [1005],
    before: /\S[ \t]+$/,
    after: /^(?:let|const|var|if|for|while|return|function|class)\b/,
    say: "Each statement stands in a line of its own, or behind ';'.",
    alone: true,
  },
  {
    codes: [1005],
    before: /[\w$]\((?:[^()]*,)?\s*[\p{ID_Continue}$.\])"']+\s+$/u,
    after: /^[\p{ID_Start}$"'[{\d]/u,
    say: "Between two values stands a comma, or an operator.",
    alone: true,
  },
  {
    codes: [1005],
    before: /["'\d\w)]\s+$/,
    after: /^["'\w]/,
    line: /["'\d]\s+["'\w]|\w\s+["'\d]/,
    say: "Between two values stands a comma, or an operator.",
    alone: true,
  },
];
