// A value that is not there yet, because nobody awaited it; and an `await` where none may stand.
import { type Adviser, textAt, withStep } from "../wrong-cell.ts";

const awaitOutside = new Set([1308, 1103]);
const cannotIterate = new Set([2488, 2495, 2504, 2548, 2549, 2569, 2763]);

export const adviseOnAwaiting: Adviser = (complaint, cell) => {
  if (awaitOutside.has(complaint.code))
    return {
      message:
        "'await' stands in a function that is not 'async'. Write 'async' before it: async function f() { … }, or async () => …",
    };
  if (!cannotIterate.has(complaint.code)) return undefined;
  const { types, text } = cell;
  const written = textAt(cell, complaint);
  // A pattern, which says nothing of the value.
  if (/^[[{]/.test(written) && /\b(?:const|let|var)\s*$/.test(text.slice(0, complaint.start))) return undefined;
  const type = types?.typeOf(complaint) ?? /^Type '(.*?)'/.exec(complaint.message)?.[1] ?? "";
  const inLoop =
    /\bfor\s*(?:await\s*)?\(\s*(?:(?:let|const|var)\s+)?([\p{ID_Continue}$]+|[[{][^()]*[\]}])\s+of\s*$/u.exec(
      text.slice(0, complaint.start),
    );
  if (type.startsWith("Promise<")) return { message: `'${written}' is not there yet: write await ${written}` };
  const isAsync = complaint.code === 2488 && (types?.membersOf(complaint) ?? []).includes("next");
  if (isAsync || /^(AsyncGenerator|AsyncIterable)/.test(type) || / async /i.test(type))
    return inLoop
      ? { message: `Its values come one by one, later: for await (const ${inLoop[1]} of ${written})` }
      : undefined;
  if (/^(number|-?[\d.]+)$/.test(type)) {
    const i = inLoop?.[1] ?? "i";
    const count = `for (let ${i} = 0; ${i} < ${written}; ${i}++)`;
    return inLoop
      ? { message: `A number is no list to go through. To count up to it: ${count}` }
      : { message: `A number is no list. The numbers below it: [...Array(${written}).keys()]` };
  }
  if (/^(\{|Record<)/.test(type) && inLoop)
    return { message: `An object is no list. Its entries are: for (const [key, value] of Object.entries(${written}))` };
  return undefined;
};

/** What the compiler says of something that may be missing. */
const possiblyMissing = new Set([2531, 2532, 2533, 18047, 18048, 18049]);

/** "The 'this' context of type 'X | undefined' is not assignable to method's 'this' of type 'Y'." */
const ofThis = 2684;

export const adviseOnMissing: Adviser = (complaint, cell) => {
  if (complaint.code === ofThis && /^The 'this' context of type '[^']*\| undefined'/.test(complaint.message))
    return {
      message: `'${textAt(cell, complaint)}' may be missing. If you know that it is there, write '!' after it.`,
    };
  if (!possiblyMissing.has(complaint.code)) return undefined;
  const type = cell.types?.typeOf(complaint);
  const written = textAt(cell, complaint);
  if (type === "null" || type === "undefined")
    return { message: `'${written}' is ${type} here, which has no properties. Give it a value first.` };
  return withStep(complaint, "If you know that it is there, write '!' after it.");
};
