// The built-ins that the kernel and what it preloads stand on. A cell may set them to anything: `globalThis.Promise = null`
// would have every later cell fail, and nothing would say why. So they are looked at before a cell and when it is done.
//
// A function in the place of another is left alone where it does the same (works-as.ts): libraries patch built-ins, and tests
// fake timers.
import { accessors, type Essential, essentials, intruders, prototypes } from "./essential-list.ts";
import { hasMembersOf, worksAs } from "./works-as.ts";

const { apply, defineProperty, deleteProperty, getOwnPropertyDescriptor, getPrototypeOf, setPrototypeOf } = Reflect;

const putBack = "it was put back";
const restart = "restart the kernel";

/**
 * Puts back what does not work as it did, and returns a line for each, once. Uses nothing of what it looks at until all of
 * that is put back; what only works otherwise than before then takes its place again.
 */
export function restoreEssentials(): string {
  let text = "";
  const replaced: Replaced[] = [];
  let count = 0;
  for (let i = 0; i < intruders.length; i++) {
    const { name, object, key } = intruders[i]!;
    if (getOwnPropertyDescriptor(object, key) === undefined) continue;
    if (apply(deleteProperty, undefined, [object, key]))
      text += `${name} had '${key}', which nothing here works with: it was taken away.\n`;
  }
  for (let i = 0; i < prototypes.length; i++) {
    const { name, object, prototype } = prototypes[i]!;
    if (getPrototypeOf(object) === prototype) continue;
    if (apply(setPrototypeOf, undefined, [object, prototype]))
      text += `${name} had another prototype, which nothing here works with: ${putBack}.\n`;
  }
  for (let i = 0; i < accessors.length; i++) {
    const { name, holder, key, descriptor } = accessors[i]!;
    if (getOwnPropertyDescriptor(holder, key)?.get === descriptor.get) continue;
    if (apply(defineProperty, undefined, [holder, key, descriptor]))
      text += `${name} was replaced, which nothing here works without: ${putBack}.\n`;
  }
  for (let i = 0; i < essentials.length; i++) {
    const essential = essentials[i]!;
    const { name, holder, key, descriptor, kind, isLost, accepted } = essential;
    const found = readValue(holder, key);
    if (found === descriptor.value || isLost || (accepted !== undefined && found === accepted)) continue;
    const there = getOwnPropertyDescriptor(holder, key);
    const isBack = apply(defineProperty, undefined, [holder, key, descriptor]);
    if (typeof found === kind && found !== null && there !== undefined) {
      // No list's own method: that may be what was replaced.
      replaced[count] = { essential, found, there, isBack };
      count += 1;
      continue;
    }
    essential.isLost = !isBack;
    text += `${name} was ${found === null ? "null" : typeof found}, which nothing here works without: ${
      isBack ? putBack : restart
    }.\n`;
  }
  return count === 0 ? text : text + judge(replaced);
}

interface Replaced {
  essential: Essential;
  found: unknown;
  there: PropertyDescriptor;
  isBack: boolean;
}

/** All is in its place now, if it can be. */
function judge(all: readonly Replaced[]): string {
  let text = "";
  for (const { essential, found, there, isBack } of all) {
    const { name, of, holder, key, descriptor, kind } = essential;
    const { value } = descriptor;
    const isFit =
      kind === "function" ? worksAs(name, of, value, found as never) : hasMembersOf(name, value, found as object);
    if (isFit) {
      essential.accepted = found;
      if (isBack) defineProperty(holder, key, there);
      continue;
    }
    essential.isLost = !isBack;
    text += `${name} was replaced, and what took its place does not work as ${name}: ${isBack ? putBack : restart}.\n`;
  }
  return text;
}

function readValue(holder: object, key: PropertyKey): unknown {
  try {
    return holder[key as never];
  } catch {
    return undefined; // an accessor that throws
  }
}
