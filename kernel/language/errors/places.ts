// What advice asks the compiler about a place in a cell that has an error: types, members.
//
// Both compilers' syntax trees and checkers answer to the same names, so one class serves both engines.

/** A stretch of the cell's text, in UTF-16 offsets. */
export interface Place {
  start: number;
  end: number;
}

/** Questions about places of the cell. Each costs a few messages to the compiler: they are asked only after an error. */
export interface TypesAt {
  /** The type of the expression that fills the place, as the compiler prints it. */
  typeOf(place: Place): string | undefined;
  /** The names of the expression's properties and methods. */
  membersOf(place: Place): string[];
  /** The outermost of the operations that the place is a part of. */
  operationAt(place: Place): Part | undefined;
  /** The properties that an object written at this place may have. */
  propertiesWantedAt(place: Place): string[];
  /** The texts that may stand at this place, where its type lists them. */
  textsWantedAt(place: Place): string[];
  /** The properties of what may stand at this place. */
  membersWantedAt(place: Place): string[];
  /** The types of a value that does not fit at its place, and of what is wanted there. */
  misfitAt(place: Place): { given: string; wanted: string } | undefined;
  /** What a value of the type has, that stands at this place or is wanted there, without what may be left out. */
  neededAt(place: Place): Parameter[];
  /** The parameters of what is called by the name at this place, a list for each overload. */
  parametersOf(place: Place): Parameter[][];
}

export interface Parameter {
  name: string;
  /** As the compiler prints it, spelled out. */
  type: string;
}

/** A part of an expression, by what operators do with it. */
export interface Part extends Place {
  /** Of `left operator right`, or, without a left side, of `operator right`. */
  operator?: string;
  left?: Part;
  right?: Part;
  /** All parts, in the order of their places. */
  parts: Part[];
}

/** As far as the two compilers' nodes agree. */
export interface TreeNode<Node> {
  readonly parent: Node;
  readonly end: number;
  readonly kind: number;
  getStart(): number;
  getSourceFile(): { text: string };
  forEachChild<Answer>(visit: (node: Node) => Answer | undefined): Answer | undefined;
}

/** As far as the two compilers' checkers agree. */
export interface TreeChecker<Node, Type, Signature> {
  getTypeAtLocation(node: Node): Type;
  getContextualType(node: Node): Type | undefined;
  getNonNullableType(type: Type): Type;
  isTypeAssignableTo(source: Type, target: Type): boolean;
  getBaseConstraintOfType(type: Type): Type | undefined;
  getPropertiesOfType(type: Type): readonly { name: string }[];
  getTypeOfSymbol(symbol: never): Type;
  getSignaturesOfType(type: Type, kind: number): readonly Signature[];
  typeToString(type: Type, enclosing?: undefined, flags?: number): string;
}

// Both compilers' flags are the same numbers.
const callSignature = 0;
const constructSignature = 1;
/** TypeFormatFlags: NoTruncation and InTypeAlias, which spells a named union out. */
const spelledOut = 1 | 8388608;

export interface Tree<Node, Type, Signature> {
  root: Node;
  checker: TreeChecker<Node, Type, Signature>;
  /** How much stands before the cell's text in the compiled file. */
  before: number;
  /** Of a union, what it is of; else nothing. */
  membersOf(type: Type): readonly Type[];
  /** A signature's parameters, by name. */
  parametersOf(signature: Signature): { name: string; type: Type }[];
}

export class TreeTypes<Node extends TreeNode<Node>, Type, Signature> implements TypesAt {
  readonly #tree: Tree<Node, Type, Signature>;

  constructor(tree: Tree<Node, Type, Signature>) {
    this.#tree = tree;
  }

  typeOf(place: Place): string | undefined {
    const type = this.#typeAt(place);
    return type && this.#tree.checker.typeToString(type);
  }

  membersOf(place: Place): string[] {
    const type = this.#typeAt(place);
    return type ? this.#propertiesOf(type) : [];
  }

  operationAt(place: Place): Part | undefined {
    let top = this.#find(place);
    while (top?.parent && isOperation(top.parent)) top = top.parent;
    return top && isOperation(top) ? this.#toPart(top) : undefined;
  }

  propertiesWantedAt(place: Place): string[] {
    // The place is a property's name: what is wanted is asked of the object around it.
    const wanted = this.#wantedBy(this.#find(place)?.parent?.parent);
    return wanted ? this.#propertiesOf(wanted) : [];
  }

  textsWantedAt(place: Place): string[] {
    const wanted = this.#wantedBy(this.#find(place));
    if (!wanted) return [];
    const print = (type: Type) => this.#tree.checker.typeToString(type, undefined, spelledOut);
    const texts = (printed: string) => [...withoutObjects(printed).matchAll(/"([^"]*)"/g)].map(([, text]) => text!);
    const spelled = texts(print(wanted));
    // A union that is joined with something else is printed by its name.
    return spelled.length > 0 ? spelled : this.#tree.membersOf(wanted).flatMap(type => texts(print(type)));
  }

  membersWantedAt(place: Place): string[] {
    const wanted = this.#wantedBy(this.#find(place));
    return wanted ? this.#propertiesOf(wanted) : [];
  }

  misfitAt(place: Place): { given: string; wanted: string } | undefined {
    const { checker } = this.#tree;
    const [type, wanted] = [this.#typeAt(place), this.#wantedBy(this.#find(place))];
    if (!type || !wanted || checker.isTypeAssignableTo(type, wanted)) return undefined;
    return { given: checker.typeToString(type), wanted: checker.typeToString(wanted) };
  }

  neededAt(place: Place): Parameter[] {
    const { checker, membersOf } = this.#tree;
    const node = this.#find(place);
    const wanted = this.#wantedBy(node) ?? this.#typeAt(place);
    if (!node || !wanted) return [];
    const symbolsOf = (wanted: Type) => {
      // Of `Cell[] | Cell` the one.
      const all = [wanted, ...membersOf(wanted)].map(type => checker.getPropertiesOfType(type));
      return all.find(names => names.length > 0 && !names.some(({ name }) => name === "length")) ?? [];
    };
    const own = symbolsOf(wanted);
    // Behind `implements` a bare name is no type by itself; what it stands in is one.
    const symbols = own.length > 0 || !node.parent ? own : symbolsOf(checker.getTypeAtLocation(node.parent));
    return symbols
      .map(symbol => ({ name: symbol.name, type: checker.typeToString(checker.getTypeOfSymbol(symbol as never)) }))
      .filter(({ name, type }) => /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) && !type.endsWith("| undefined"));
  }

  parametersOf(place: Place): Parameter[][] {
    const { checker, parametersOf } = this.#tree;
    const type = this.#typeAt(place);
    if (!type) return [];
    // A union's name is spelled out only where nothing is joined to it.
    const print = (type: Type) => {
      const isOptional = checker.typeToString(type).endsWith("| undefined");
      const given = checker.getNonNullableType(type);
      // Of a type parameter what it may be.
      const spelled = checker.typeToString(checker.getBaseConstraintOfType(given) ?? given, undefined, spelledOut);
      return isOptional ? `${spelled} | undefined` : spelled;
    };
    const calls = checker.getSignaturesOfType(type, callSignature);
    return (calls.length > 0 ? calls : checker.getSignaturesOfType(type, constructSignature)).map(signature =>
      parametersOf(signature).map(({ name, type }) => ({ name, type: print(type) })),
    );
  }

  #propertiesOf(type: Type): string[] {
    const { checker } = this.#tree;
    const names = checker.getPropertiesOfType(checker.getNonNullableType(type)).map(({ name }) => name);
    // Those under a symbol, and `#private` ones.
    return names.filter(name => /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) && !name.startsWith("__"));
  }

  #typeAt(place: Place): Type | undefined {
    const node = this.#find(place);
    return node && this.#tree.checker.getTypeAtLocation(node);
  }

  #wantedBy(node: Node | undefined): Type | undefined {
    return node && this.#tree.checker.getContextualType(node);
  }

  #toPart(node: Node): Part {
    const { before } = this.#tree;
    const parts: Part[] = [];
    node.forEachChild(child => void parts.push(this.#toPart(child)));
    const part: Part = { start: node.getStart() - before, end: node.end - before, parts };
    const { left, operatorToken, right, operand } = node as Operators<Node>;
    const at = (child: Node) => parts.find(({ end }) => end === child.end - before)!;
    if (left && operatorToken && right)
      return { ...part, left: at(left), operator: textOf(operatorToken), right: at(right) };
    if (operand && parts.length === 1 && parts[0]!.start > part.start)
      return { ...part, operator: textOf(node).slice(0, 1), right: parts[0]! };
    return part;
  }

  /** The innermost node that fills the place. */
  #find({ start, end }: Place): Node | undefined {
    const from = start + this.#tree.before;
    const to = end + this.#tree.before;
    let found: Node | undefined;
    let inner: Node | undefined = this.#tree.root;
    while (inner) {
      if (inner.getStart() === from && inner.end === to) found = inner;
      inner = inner.forEachChild(child => (child.end >= to && child.getStart() <= from ? child : undefined));
    }
    return found;
  }
}

/** Texts among an object's members may not stand in its place. */
function withoutObjects(type: string): string {
  const less = type.replace(/\{[^{}]*\}/g, "");
  return less === type ? type : withoutObjects(less);
}

/** The sides of a binary operation, or what a prefix stands before. */
interface Operators<Node> {
  left?: Node;
  operatorToken?: Node;
  right?: Node;
  operand?: Node;
  expression?: Node;
}

/** A binary operation, a prefix, or the parentheses around one. */
function isOperation<Node extends TreeNode<Node>>(node: Node): boolean {
  const { left, operatorToken, right, operand } = node as Operators<Node>;
  return (left && operatorToken && right) !== undefined || operand !== undefined || textOf(node).startsWith("(");
}

function textOf<Node extends TreeNode<Node>>(node: Node): string {
  const { text } = node.getSourceFile();
  return text.slice(node.getStart(), node.end);
}
