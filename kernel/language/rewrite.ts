// Turns a cell's JavaScript into one async function whose top-level names live in slots.
//
// `const f = (x) => x + n` becomes `$$f.v = ({ f: (x) => x + $$n.v }).f`: a name is one object for all cells, so that
// closures see later assignments from other cells, and a loop over it runs at the speed of a field. The function is
//
//     "use strict"; (async function ({ n: $$n, f: $$f }, $$cell, $$flag) { … $$cell.value = (last expression); })
//
// Every loop polls the interrupt flag and every await can be rejected by an interrupt.
import remapping from "@jridgewell/remapping";
import { type AnyNode, type Identifier, type ModuleDeclaration, type Program, parse, type Statement } from "acorn";
import { analyze, type Reference, type Scope } from "eslint-scope";
import MagicString from "magic-string";
import type { SlotId } from "./engine.ts";

export interface RewriteInput {
  /** The cell as JavaScript (an ES module), and its source map to the cell's text. */
  javascript: string;
  map: string;
  /** Slots of the names that the cell declares at its top level. */
  declares: ReadonlyMap<string, SlotId>;
  /** Slots of the earlier names that it may read. */
  reads: ReadonlyMap<string, SlotId>;
}

export interface Rewritten {
  code: string;
  map: string;
  slots: Record<string, SlotId>;
}

export function rewrite({ javascript, map, declares, reads }: RewriteInput): Rewritten {
  const program = parse(javascript, { ecmaVersion: "latest", sourceType: "module", ranges: true });
  const prefix = unusedPrefix(javascript);
  // No name of a cell's starts with a digit, so these cannot meet one.
  const cell = `${prefix}0cell`;
  const flag = `${prefix}0flag`;
  const out = new MagicString(javascript);
  const slots: Record<string, SlotId> = {};
  const slot = (name: string, id: SlotId) => {
    slots[name] = id;
    return `${prefix}${name}.v`;
  };
  const hoisted: string[] = [];

  // Outer edits first: what is inserted later at the same place stands further inside.
  const { nodes, parents } = walk(program);
  captureLastExpression(program.body);
  for (const statement of program.body) rewriteStatement(statement);
  for (const node of nodes) instrument(node);
  for (const [reference, id] of references(program)) replaceReference(reference.identifier as Identifier, id);

  const parameters = Object.keys(slots).map(name => `${name}: ${prefix}${name}`);
  out.prepend(
    `"use strict"; (async function ({ ${parameters.join(", ")} }, ${cell}, ${flag}) { ${hoisted.join(" ")}\n`,
  );
  out.append("\n})");
  const toJavaScript = out.generateMap({ hires: "boundary", source: "cell.js" });
  const toCell = remapping(toJavaScript as never, source => (source === "cell.js" ? map : null));
  return { code: out.toString(), map: toCell.toString(), slots };

  /** Every reference to a declared or an earlier top-level name, with the slot it means. */
  function references(ast: Program): [Reference, SlotId][] {
    const scopes = analyze(ast as never, { ecmaVersion: 2026 as never, sourceType: "module" });
    const top = scopes.globalScope!.childScopes[0] as Scope;
    const own = top.variables
      .filter(variable => declares.has(variable.name))
      .flatMap(variable => variable.references.map(r => [r, declares.get(variable.name)!] as [Reference, SlotId]));
    const free = scopes
      .globalScope!.through.filter(r => reads.has(r.identifier.name))
      .map(r => [r, reads.get(r.identifier.name)!] as [Reference, SlotId]);
    return [...own, ...free];
  }

  function replaceReference(node: Identifier, id: SlotId): void {
    const target = slot(node.name, id);
    const parent = parents.get(node);
    if (isShorthand(parent) || (isDefault(node, parent) && isShorthand(parents.get(parent!))))
      out.update(node.start, node.end, `${node.name}: ${target}`);
    // A call through a member would pass the slot as `this`.
    else if (isCallee(node, parent)) out.update(node.start, node.end, `(0, ${target})`);
    else if (isExportSpecifier(parent)) return;
    else out.update(node.start, node.end, target);
  }

  function instrument(node: AnyNode): void {
    switch (node.type) {
      case "WhileStatement":
      case "DoWhileStatement":
      case "ForStatement":
      case "ForInStatement":
      case "ForOfStatement": {
        const poll = `if (${flag}[0] !== 0) ${cell}.stop();`;
        if (node.body.type === "BlockStatement") out.appendRight(node.body.start + 1, poll);
        else {
          out.appendRight(node.body.start, `{ ${poll} `);
          out.prependLeft(node.body.end, " }");
        }
        if (node.type === "ForOfStatement" && node.await) wrap(node.right, `${cell}.iterate(`, ")");
        break;
      }
      case "AwaitExpression":
        wrap(node.argument, `${cell}.wait(`, ")");
        break;
      case "MetaProperty":
        if (node.meta.name === "import") out.update(node.start, node.end, `${cell}.meta`);
        break;
    }
  }

  function wrap(node: AnyNode, before: string, after: string): void {
    out.appendRight(node.start, before);
    out.prependLeft(node.end, after);
  }

  function rewriteStatement(statement: Statement | ModuleDeclaration): void {
    switch (statement.type) {
      case "ExpressionStatement":
        // The compiler's own; a directive cannot stand in a function with such parameters.
        if (statement.directive === "use strict") out.remove(statement.start, statement.end);
        return;
      case "VariableDeclaration":
        rewriteVariables(statement);
        return;
      case "FunctionDeclaration":
        if (declares.has(statement.id.name)) {
          const name = statement.id.name;
          hoisted.push(`${slot(name, declares.get(name)!)} = ${name};`);
        }
        return;
      case "ClassDeclaration":
        if (declares.has(statement.id.name)) {
          out.appendRight(statement.start, `${slot(statement.id.name, declares.get(statement.id.name)!)} = `);
          out.appendLeft(statement.end, ";");
        }
        return;
      case "ImportDeclaration":
        rewriteImport(statement);
        return;
      case "ExportNamedDeclaration":
        if (statement.declaration) {
          out.remove(statement.start, statement.declaration.start);
          rewriteStatement(statement.declaration);
        } else out.remove(statement.start, statement.end);
        return;
      case "ExportDefaultDeclaration":
        out.update(statement.start, statement.declaration.start, `${cell}.value = `);
        return;
      case "ExportAllDeclaration":
        out.update(statement.start, statement.end, `await import(${statement.source.raw});`);
        return;
      default:
    }
  }

  function rewriteVariables(statement: Extract<Statement, { type: "VariableDeclaration" }>): void {
    const names = statement.declarations.flatMap(declaration => boundNames(declaration.id));
    // What `using` declares is gone with the cell, and helpers of the compiler are nobody's names: both stay local.
    if (!names.every(name => declares.has(name)) || names.length === 0) return;
    const first = statement.declarations[0]!;
    out.update(statement.start, first.start, "(");
    for (const { id, init } of statement.declarations) {
      if (id.type !== "Identifier") continue;
      if (!init) out.update(id.start, id.end, `${slot(id.name, declares.get(id.name)!)} = void 0`);
      // An assignment to a member does not name an anonymous function; a property of that name does.
      else if (isAnonymous(init)) wrap(init, `({ ${id.name}: `, ` }).${id.name}`);
    }
    out.appendLeft(statement.declarations.at(-1)!.end, ")");
  }

  function rewriteImport(statement: Extract<ModuleDeclaration, { type: "ImportDeclaration" }>): void {
    out.remove(statement.start, statement.end);
    const source = statement.source.raw!;
    const attributes = /\.json["']$/.test(source) ? ', { with: { type: "json" } }' : "";
    const imported = `${prefix}0import${hoisted.length}`;
    hoisted.push(`const ${imported} = await import(${source}${attributes});`);
    for (const specifier of statement.specifiers) {
      const { name } = specifier.local;
      const id = declares.get(name);
      if (!id) continue;
      hoisted.push(`${slot(name, id)} = ${imported}${importedMember(specifier)};`);
    }
  }

  function captureLastExpression(body: Program["body"]): void {
    const last = body.findLast(statement => statement.type !== "EmptyStatement" && !isEmptyExport(statement));
    if (last?.type !== "ExpressionStatement" || last.directive === "use strict") return;
    const end = last.expression.end;
    out.appendRight(last.start, `${cell}.value = (`);
    out.appendLeft(end, ")");
  }
}

/** All nodes, outer before inner, and each one's parent. Iterative: deep nesting cannot overflow the stack. */
function walk(root: Program): { nodes: AnyNode[]; parents: Map<AnyNode, AnyNode> } {
  const nodes: AnyNode[] = [];
  const parents = new Map<AnyNode, AnyNode>();
  const stack: AnyNode[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    nodes.push(node);
    for (const child of Object.values(node).flat()) {
      if (typeof child?.type !== "string") continue;
      parents.set(child, node);
      stack.push(child);
    }
  }
  return { nodes: nodes.sort((a, b) => a.start - b.start || b.end - a.end), parents };
}

function unusedPrefix(javascript: string): string {
  let prefix = "$$";
  while (javascript.includes(prefix)) prefix += "$";
  return prefix;
}

/** `{ name }` in a literal or a pattern: the name is both key and value. */
function isShorthand(node: AnyNode | undefined): boolean {
  return node?.type === "Property" && node.shorthand;
}

/** The `name` of `name = default` in a pattern. */
function isDefault(node: AnyNode, parent: AnyNode | undefined): boolean {
  return parent?.type === "AssignmentPattern" && parent.left === node;
}

function isCallee(node: AnyNode, parent: AnyNode | undefined): boolean {
  return (
    (parent?.type === "CallExpression" && parent.callee === node) ||
    (parent?.type === "TaggedTemplateExpression" && parent.tag === node)
  );
}

function isExportSpecifier(parent: AnyNode | undefined): boolean {
  return parent?.type === "ExportSpecifier";
}

function isEmptyExport(statement: Statement | ModuleDeclaration): boolean {
  return statement.type === "ExportNamedDeclaration" && !statement.declaration;
}

function isAnonymous(node: AnyNode): boolean {
  return (
    node.type === "ArrowFunctionExpression" ||
    ((node.type === "FunctionExpression" || node.type === "ClassExpression") && !node.id)
  );
}

function importedMember(specifier: AnyNode): string {
  if (specifier.type === "ImportNamespaceSpecifier") return "";
  if (specifier.type === "ImportDefaultSpecifier") return ".default";
  if (specifier.type !== "ImportSpecifier") throw new Error(`not an import specifier: ${specifier.type}`);
  const { imported } = specifier;
  return imported.type === "Identifier" ? `.${imported.name}` : `[${imported.raw}]`;
}

/** The names that a binding pattern declares, in order. */
function boundNames(pattern: AnyNode): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap(p => boundNames(p.type === "Property" ? p.value : p.argument));
    case "ArrayPattern":
      return pattern.elements.flatMap(element => (element ? boundNames(element) : []));
    case "AssignmentPattern":
      return boundNames(pattern.left);
    case "RestElement":
      return boundNames(pattern.argument);
    default:
      return [];
  }
}
