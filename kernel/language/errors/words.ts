// What other libraries call the things of a preloaded package. The kernel knows no library: read-words.ts reads the table
// that the package itself publishes.
import type { ObjectCall, Ported } from "./ported.ts";

export interface Words {
  /** What a name of another library is called here: the name, or what to write. A key may be dotted: "nn.Linear". */
  names: ReadonlyMap<string, string>;
  /**
   * A function of another library's by its parameters (ported.ts), under its name ("leaky_relu", "optim.Adam") or a method's
   * (".clamp"): the first that fits a call.
   */
  ported: ReadonlyMap<string, readonly Ported[]>;
  /**
   * How an object of another library's class is called, by the class's name: the call by its parameters, and what the call gives
   * there, value by value, as parts of what it gives here, $run. A last entry is for a second value that is taken apart:
   * `out, (h, c) = lstm(x)`.
   */
  objects: ReadonlyMap<string, ObjectCall>;
  /**
   * What a member is called here, as with names: `unsqueeze`. "Optimizer.save" is for values of this type only, "*.save" for
   * each type that has no such member, and "data=" for giving it a value.
   */
  members: ReadonlyMap<string, string>;
  /** The same of options: `hidden_size` is `units`. */
  options: ReadonlyMap<string, string>;
  /**
   * What is said of a call with more than a function takes: $1 is its first argument, $2 the axis in its second. "name/2" is of a call with so many,
   * "name/text", "name/list", "name/object", "name/number" and "name/Tensor" of an argument of that kind, where $2 is the second.
   * "name/list+2" is only for calls with two arguments, "Type.name/list+2" only for such a method of this type.
   * "index/list" and "index/Tensor" are of what stands in brackets, $1, behind a value that is no list, $0: `x[mask]`.
   */
  calls: ReadonlyMap<string, string>;
  /** What is said of a value of a type that stands where it does not fit: { "LSTMCell": "A cell is no layer. …" }. */
  given: ReadonlyMap<string, string>;
  /** What is said where a value of a type is wanted, and another value, $1, is given: { "LSTMState": "… { h, c } …" }. */
  wanted: ReadonlyMap<string, string>;
  /** How to make a value of a type where another was given: { "Tensor": "tensor(…)" }. */
  makes: ReadonlyMap<string, string>;
  /** What is said of a text that a function does not know, by the function's name: { "assignment": "…" }. */
  unknownTexts: ReadonlyMap<string, string>;
  /** Packages of other languages and libraries, whose work the preloaded names do: nothing is to be imported. */
  modules: ReadonlySet<string>;
  /** Names of other libraries for which there is nothing here: no name of similar spelling is proposed for them. */
  absent: ReadonlySet<string>;
  /** What stands before a dot in other libraries' names: "np", "nn". */
  prefixes: ReadonlySet<string>;
  /** Named arguments that are given by their place here, in order, by the function's name here; "*" of all functions. */
  byPlace: ReadonlyMap<string, readonly string[]>;
  /** Classes of other libraries whose objects are functions here: `CrossEntropyLoss()` is `crossEntropy`, not called. */
  uncalled: ReadonlySet<string>;
  /** What a plain list is made into, where a word is a method of its first argument: "tensor($1)". */
  ofList: string;
  /** The method that is called where an object is called like a function: "forward". */
  call: string;
  /** Methods whose value is awaited. */
  awaited: ReadonlySet<string>;
  /** Some of the names in scope, to be named where somebody imports one of the modules. */
  inScope: readonly string[];
}

/** What a table has for a path such as `torch.nn.Linear`: by its last three names, by two, or by the last alone. */
export function wordAt<Word>(path: readonly string[], table: ReadonlyMap<string, Word>): Word | undefined {
  const keys = [3, 2, 1].map(count => path.slice(-count).join("."));
  return keys.map(key => table.get(key)).find(found => found !== undefined);
}
