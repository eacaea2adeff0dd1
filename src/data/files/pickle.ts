// Pickle as data: lists and arrays of numbers of Python, in protocols 2 to 5. Nothing is run: a file that asks for any other function
// or class than those that make arrays is refused. https://github.com/python/cpython/blob/main/Lib/pickletools.py
import { cut, type Fault } from "./byte-stream.ts";
import { allowed, build } from "./pickled-array.ts";

/** Marks where the items of a list begin. */
const mark = Symbol("mark");

/**
 * The value that was pickled.
 * @throws Error made by `fault` for bytes that are no pickle, or one that is more than lists and arrays
 */
export function unpickle(bytes: Uint8Array, fault: Fault): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const stack: unknown[] = [];
  const memo = new Map<number, unknown>();
  let at = 0;

  const pass = (count: number): number => {
    const from = at;
    if (!(count >= 0 && from + count <= bytes.length))
      throw fault(`its pickle ends after ${bytes.length} bytes, in a value`, cut);
    at += count;
    return from;
  };
  const u8 = () => view.getUint8(pass(1));
  const u32 = () => view.getUint32(pass(4), true);
  const u64 = () => Number(view.getBigUint64(pass(8), true));
  const take = (count: number) => bytes.subarray(pass(count), at);
  const latin1 = (count: number) => new TextDecoder("latin1").decode(take(count));
  const utf8 = (count: number) => new TextDecoder().decode(take(count));
  const line = (): string => {
    const end = bytes.indexOf(10, at);
    return latin1((end < 0 ? bytes.length : end) - at + 1).slice(0, -1);
  };
  const pop = (): unknown => {
    if (stack.length === 0) throw fault(`its pickle is damaged at byte ${at}`, cut);
    return stack.pop();
  };
  const toMark = (): unknown[] => {
    const from = stack.lastIndexOf(mark);
    if (from < 0) throw fault(`its pickle is damaged at byte ${at}`, cut);
    const items = stack.splice(from + 1);
    stack.pop();
    return items;
  };
  const list = (): unknown[] => {
    const top = stack.at(-1);
    if (!Array.isArray(top)) throw fault(`its pickle is damaged at byte ${at}`, cut);
    return top;
  };
  const tuple = (count: number) => {
    const items = Array.from({ length: count }, pop).reverse();
    stack.push(items);
  };
  const named = (module: unknown, name: unknown) => {
    const key = typeof module === "string" && typeof name === "string" ? `${module} ${name}` : "";
    const make = Object.hasOwn(allowed, key) ? allowed[key] : undefined;
    if (!make)
      throw fault(
        `it asks for ${key.replace(" ", ".") || "what has no name"}, and only lists and arrays of numbers are read`,
        "in Python, save lists of numbers",
      );
    stack.push(make);
  };
  const integer = (count: number): number => {
    let value = 0n;
    const digits = take(count);
    for (let i = count - 1; i >= 0; i--) value = (value << 8n) | BigInt(digits[i]!);
    return Number(BigInt.asIntN(8 * count || 1, value));
  };
  const memoGet = (key: number) => {
    if (!memo.has(key)) throw fault(`its pickle is damaged at byte ${at}`, cut);
    stack.push(memo.get(key));
  };

  for (;;) {
    const code = u8();
    switch (code) {
      case 0x80: {
        // PROTO
        const protocol = u8();
        if (protocol > 5) throw fault(`its pickle is of protocol ${protocol}, and 2 to 5 are known`);
        break;
      }
      case 0x95:
        pass(8);
        break; // FRAME
      case 0x28:
        stack.push(mark);
        break; // MARK
      case 0x2e:
        return pop(); // STOP
      case 0x4e:
        stack.push(null);
        break; // NONE
      case 0x88:
        stack.push(true);
        break; // NEWTRUE
      case 0x89:
        stack.push(false);
        break; // NEWFALSE
      case 0x4a:
        stack.push(view.getInt32(pass(4), true));
        break; // BININT
      case 0x4b:
        stack.push(u8());
        break; // BININT1
      case 0x4d:
        stack.push(view.getUint16(pass(2), true));
        break; // BININT2
      case 0x8a:
        stack.push(integer(u8()));
        break; // LONG1
      case 0x47:
        stack.push(view.getFloat64(pass(8)));
        break; // BINFLOAT
      case 0x54:
      case 0x42:
        stack.push(code === 0x54 ? latin1(u32()) : take(u32()));
        break; // BINSTRING, BINBYTES
      case 0x55:
      case 0x43:
        stack.push(code === 0x55 ? latin1(u8()) : take(u8()));
        break; // SHORT_BINSTRING, SHORT_BINBYTES
      case 0x8e:
        stack.push(take(u64()));
        break; // BINBYTES8
      case 0x58:
        stack.push(utf8(u32()));
        break; // BINUNICODE
      case 0x8c:
        stack.push(utf8(u8()));
        break; // SHORT_BINUNICODE
      case 0x5d:
        stack.push([]);
        break; // EMPTY_LIST
      case 0x61: {
        const item = pop();
        list().push(item);
        break;
      } // APPEND
      case 0x65: {
        // APPENDS
        const items = toMark();
        const target = list();
        for (const item of items) target.push(item);
        break;
      }
      case 0x6c:
      case 0x74:
        stack.push(toMark());
        break; // LIST, TUPLE
      case 0x29:
        tuple(0);
        break; // EMPTY_TUPLE
      case 0x85:
        tuple(1);
        break; // TUPLE1
      case 0x86:
        tuple(2);
        break; // TUPLE2
      case 0x87:
        tuple(3);
        break; // TUPLE3
      case 0x63:
        named(line(), line());
        break; // GLOBAL
      case 0x93: {
        const name = pop();
        named(pop(), name);
        break;
      } // STACK_GLOBAL
      case 0x52: {
        // REDUCE
        const [args, make] = [pop(), pop()];
        // A class stands for itself among the arguments of _reconstruct.
        if (typeof make !== "function" || !Array.isArray(args)) throw fault(`its pickle is damaged at byte ${at}`, cut);
        stack.push((make as (args: readonly unknown[]) => unknown)(args));
        break;
      }
      case 0x62: {
        const state = pop();
        build(stack.at(-1), state, () => fault(`its pickle is damaged at byte ${at}`, cut));
        break;
      } // BUILD
      case 0x71:
        memo.set(u8(), stack.at(-1));
        break; // BINPUT
      case 0x72:
        memo.set(u32(), stack.at(-1));
        break; // LONG_BINPUT
      case 0x94:
        memo.set(memo.size, stack.at(-1));
        break; // MEMOIZE
      case 0x68:
        memoGet(u8());
        break; // BINGET
      case 0x6a:
        memoGet(u32());
        break; // LONG_BINGET
      default:
        throw fault(`its pickle has the code ${code} at byte ${at - 1}`, "only lists and arrays of numbers are read");
    }
  }
}
