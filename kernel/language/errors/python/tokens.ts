// A cell's text as Python's tokens, in logical lines: what stands in brackets goes on over the ends of lines.

export interface Token {
  kind: "name" | "number" | "text" | "operator";
  text: string;
}

export interface LogicalLine {
  /** Where it stands in the cell: lines counted from 0, the last included. */
  first: number;
  last: number;
  /** How far it is indented. */
  indent: number;
  /** Undefined where the line is none of Python's. */
  tokens: Token[] | undefined;
  /** The comment behind it, or that it consists of, without its `#`. */
  comment: string | undefined;
}

const patterns: [Token["kind"], RegExp][] = [
  ["text", /(?:[rRbBuUfF]{0,2})(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*')/y],
  ["number", /(?:0[xXbBoO][\da-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d+)?j?)/y],
  ["name", /[\p{ID_Start}_][\p{ID_Continue}]*/uy],
  ["operator", /\*\*=|\/\/=|>>=|<<=|\.\.\.|->|:=|[-+*/%@&|^<>=!]=|\*\*|\/\/|<<|>>|[-+*/%@&|^~<>()[\]{},:.;=]/y],
];

export function logicalLines(text: string): LogicalLine[] {
  const lines: LogicalLine[] = [];
  const lineAt = (offset: number) => text.slice(0, offset).split("\n").length - 1;
  let at = 0;
  while (at < text.length) {
    const start = at;
    let tokens: Token[] | undefined = [];
    let comment: string | undefined;
    let depth = 0;
    const [space] = take(/[ \t\f]*/y, at)!;
    at += space!.length;
    while (at < text.length) {
      const c = text[at]!;
      if (c === "\n" && depth <= 0) break;
      if (/\s/.test(c)) at += 1;
      else if (c === "\\" && /^\\\r?\n/.test(text.slice(at, at + 3))) at = text.indexOf("\n", at) + 1;
      else if (c === "#") {
        const [found] = take(/#[^\n]*/y, at)!;
        at += found!.length;
        comment = found!.slice(1).trim();
      } else {
        const token = tokenAt(at);
        if (!token) {
          // Not Python's: the rest of this line is passed over.
          tokens = undefined;
          at = endOfLine(at);
          break;
        }
        tokens.push(token);
        at += token.text.length;
        if (token.kind === "operator") depth += "([{".includes(token.text) ? 1 : ")]}".includes(token.text) ? -1 : 0;
      }
    }
    if (depth !== 0) {
      tokens = undefined;
      at = endOfLine(start);
    }
    const first = lineAt(start);
    if (tokens === undefined || tokens.length > 0 || comment !== undefined)
      lines.push({
        first,
        last: lineAt(Math.max(start, at)),
        indent: space!.replaceAll("\t", "    ").length,
        tokens,
        comment,
      });
    at += 1;
  }
  return lines;

  function take(pattern: RegExp, from: number): RegExpExecArray | null {
    pattern.lastIndex = from;
    return pattern.exec(text);
  }

  function tokenAt(from: number): Token | undefined {
    for (const [kind, pattern] of patterns) {
      const [found] = take(pattern, from) ?? [];
      if (found) return { kind, text: found };
    }
    return undefined;
  }

  function endOfLine(from: number): number {
    const end = text.indexOf("\n", from);
    return end < 0 ? text.length : end;
  }
}
