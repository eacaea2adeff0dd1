// What other libraries call the things of a preloaded package. The kernel knows no library: read-words.ts reads the table
// that the package itself publishes.
export interface Words {
  /** What a name of another library is called here: the name, or what to write. A key may be dotted: "nn.Linear". */
  names: ReadonlyMap<string, string>;
  /** The same of members: what `.unsqueeze(0)` is called. */
  members: ReadonlyMap<string, string>;
  /** The same of options: `hidden_size` is `units`. */
  options: ReadonlyMap<string, string>;
  /**
   * What is said of a call with more than a function takes: $1 is its first argument, $2 the axis in its second. "name/2" is of a call with so many,
   * "name/text", "name/list", "name/number" and "name/Tensor" of an argument of that kind, where $2 is the second.
   */
  calls: ReadonlyMap<string, string>;
  /** What is said of a value of a type that stands where it does not fit: { "LSTMCell": "A cell is no layer. …" }. */
  given: ReadonlyMap<string, string>;
  /** How to make a value of a type where another was given: { "Tensor": "tensor(…)" }. */
  makes: ReadonlyMap<string, string>;
  /** Packages of other languages and libraries, whose work the preloaded names do: nothing is to be imported. */
  modules: ReadonlySet<string>;
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
