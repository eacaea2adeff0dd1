// A cell's syntax tree and checker, as far as both compilers' agree, and small questions about a node.

export interface Node {
  kind: number;
  pos: number;
  end: number;
  parent: Node;
  expression?: Node;
  condition?: Node;
  incrementor?: Node;
  left?: Node;
  right?: Node;
  operatorToken?: Node;
  operator?: number;
  operand?: Node;
  arguments?: readonly Node[];
  elements?: readonly Node[];
  argumentExpression?: Node;
  initializer?: Node;
  name?: Node;
  body?: Node;
  statement?: Node;
  statements?: readonly Node[];
  declarationList?: { declarations: readonly Node[] };
  templateSpans?: readonly Node[];
}

interface Symbol {
  name: string;
}

export interface Type {
  getProperty(name: string): Symbol | undefined;
}

export interface Tree {
  root: Node;
  forEachChild(node: Node, visit: (child: Node) => void): void;
  /** Without the space and the comments before it. */
  textOf(node: Node): string;
  /** What stands behind an offset, up to the end of the line. */
  lineBehind(offset: number): string;
  /** The compiler's numbers of kinds, by their names. */
  kinds: { [name: string]: number | string };
  checker: {
    getTypeAtLocation(node: Node): Type;
    getTypeOfSymbol(symbol: Symbol): unknown;
    typeToString(type: Type): string;
  };
  /** Where the cell's text begins. */
  from: number;
}

/** Asks a tree about its nodes. */
export class Nodes {
  readonly tree: Tree;

  constructor(tree: Tree) {
    this.tree = tree;
  }

  is(node: Node, ...names: string[]): boolean;
  is(node: Node | undefined, ...names: string[]): node is Node;
  is(node: Node | undefined, ...names: string[]): boolean {
    return node !== undefined && names.some(name => this.tree.kinds[name] === node.kind);
  }

  text(node: Node | undefined): string {
    return node ? this.tree.textOf(node).trim() : "";
  }

  /** The type as TypeScript writes it. */
  type(node: Node): string {
    const { checker } = this.tree;
    return checker.typeToString(checker.getTypeAtLocation(node));
  }

  /** Whether its values have all of these members. */
  has(node: Node, ...members: string[]): boolean {
    const type = this.tree.checker.getTypeAtLocation(node);
    return members.every(name => type.getProperty(name) !== undefined);
  }

  /** Something that has a name or is called: of it alone the types are asked, as each question takes time. */
  isNamed(node: Node | undefined): node is Node {
    return this.is(node, "Identifier", "PropertyAccessExpression", "CallExpression");
  }

  /** A binary operation with one of these operators. */
  isOperation(node: Node | undefined, ...operators: string[]): node is Node & Required<Pick<Node, "left" | "right">> {
    return this.is(node, "BinaryExpression") && operators.includes(this.text(node.operatorToken));
  }
}

/** The last of a cell's own statements, whose value shows. */
export const lastOf = (statements: readonly Node[], nodes: Nodes): Node | undefined =>
  statements.filter(statement => !nodes.is(statement, "ExportDeclaration")).at(-1);

/** A list, and nothing else that could stand there in its place. */
export const isList = (type: string): boolean =>
  !/\||=>/.test(outside(type)) && (/\[\]$/.test(type) || /^(?:readonly )?\[.*\]$/s.test(type));

export const isPromise = (type: string): boolean => /^Promise<.*>$/s.test(type) && !outside(type).includes("|");

/** The text without what stands in its brackets. */
function outside(type: string): string {
  const inner = type.replace(/\([^()]*\)|<[^<>]*>|\{[^{}]*\}|\[[^[\]]*\]/g, "");
  return inner === type ? type : outside(inner);
}
