// A line of words for people in a cell of code.
import { lineOf, type Reader } from "../wrong-cell.ts";

const words = /^[*>-]?\s*(?:[\p{L}\d'’]+[,.:;!?]?(?:\s+|$)){3,}$/u;
const keyword =
  /^(?:const|let|var|function|class|if|for|while|return|import|export|new|await|async|throw|type|interface|switch|case|do|else|try)\b/;

export const readProse: Reader = ({ text, complaints: [first] }) => {
  if (!first) return undefined;
  const number = lineOf(text, first.start);
  const line = text.split("\n")[number - 1]!;
  const said = line.trim();
  const long = said.match(/\p{L}{2,}/gu) ?? [];
  if (!words.test(said) || keyword.test(said) || long.length < 3) return undefined;
  const start =
    text
      .split("\n")
      .slice(0, number - 1)
      .join("\n").length +
    (number > 1 ? 1 : 0) +
    line.indexOf(said);
  return {
    message: `These are words, and no code. A remark begins with '//': // ${said} (Words of your own stand in a Markdown cell.)`,
    place: { start, end: start + said.length },
    alone: true,
  };
};
