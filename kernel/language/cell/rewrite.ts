// Turns a cell's JavaScript into one async function whose top-level names live in slots.
//
// `const f = (x) => x + n` becomes `$$f.v = ({ f: (x) => x + $$n.v }).f`: a name is one object for all cells, so that
// closures see later assignments from other cells, and a loop over it runs at the speed of a field. The function is
//
//     "use strict"; (async function ({ n: $$n, f: $$f }, $$cell, $$flag) { … $$cell.value = (last expression); })
//
// Every loop polls the interrupt flag and every await can be rejected by an interrupt.
import remapping from "@jridgewell/remapping";
import {
  type AnyNode,
  type Identifier,
  type ModuleDeclaration,
  Parser,
  type Program,
  type Statement,
  type VariableDeclaration,
} from "acorn";
import MagicString from "magic-string";
import type { SlotId } from "../engine.ts";
import { expectNames, interop, interopJson, liveBinding } from "./interop.ts";
import { type Meaning, referencesIn } from "./references.ts";
import {
  boundNames,
  importedName,
  isAnonymous,
  isCallee,
  isDefault,
  isEmptyExport,
  isShorthand,
  namedBy,
  openingAt,
  statementsOf,
  walk,
} from "./syntax.ts";

export interface RewriteInput {
  /** The cell as JavaScript (an ES module), and its source map to the cell's text; none where it is that text. */
  javascript: string;
  /** Its syntax tree, where there is one already. */
  program?: Program | undefined;
  map?: string | undefined;
  /** Slots of the names that the cell declares at its top level. */
  declares: ReadonlyMap<string, SlotId>;
  /** Slots of the earlier names that it may read, and whether it may assign to them. */
  reads: ReadonlyMap<string, { slot: SlotId; isConstant: boolean }>;
  /** Of the declared names, imports of what their module may assign to again. */
  live: ReadonlySet<string>;
}

export interface Rewritten {
  code: string;
  map: string;
  slots: Record<string, SlotId>;
}

export function rewrite({
  javascript,
  program = CellParser.parse(javascript, { ecmaVersion: "latest", sourceType: "module", ranges: true }),
  map,
  declares,
  reads,
  live,
}: RewriteInput): Rewritten {
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
  // In this order: undefined for each `var`, then functions and imports.
  const variables: string[] = [];
  const hoisted: string[] = [];

  // Outer edits first: what is inserted later at the same place stands further inside.
  const { nodes, parents } = walk(program);
  captureLastExpression(program.body);
  for (const statement of program.body) rewriteStatement(statement);
  for (const node of nodes) {
    if (node.type === "VariableDeclaration" && node.kind === "var" && isCellLevel(node)) rewriteVar(node);
    instrument(node);
    endStatements(node);
  }
  for (const [identifier, meaning] of referencesIn(program, { declares, reads }))
    replaceReference(identifier, targetOf(meaning));

  const parameters = Object.keys(slots).map(name => `${name}: ${prefix}${name}`);
  out.prepend(
    `"use strict"; (async function ({ ${parameters.join(", ")} }, ${cell}, ${flag}) { ${[...variables, ...hoisted].join(" ")}\n`,
  );
  out.append("\n})");
  const toJavaScript = out.generateMap({ hires: "boundary", source: "cell.js" });
  const toCell = map ? remapping(toJavaScript as never, source => (source === "cell.js" ? map : null)) : toJavaScript;
  return { code: out.toString(), map: toCell.toString(), slots };

  /** What stands for a name. */
  function targetOf(meaning: Meaning): string {
    const { kind, name } = meaning;
    if (kind === "constant") return `${cell}.constant.v`;
    if (kind === "file") return `${cell}.meta.${name}`;
    return slot(name, kind === "declared" ? declares.get(name)! : reads.get(name)!.slot);
  }

  function replaceReference(node: Identifier, target: string): void {
    const parent = parents.get(node);
    if (parent?.type === "ExportSpecifier") return;
    if (isShorthand(parent) || (isDefault(node, parent) && isShorthand(parents.get(parent!))))
      out.update(node.start, node.end, `${node.name}: ${target}`);
    // A call through a member would pass the slot as `this`.
    else if (isCallee(node, parent)) {
      const opening = openingAt(javascript, node.end);
      out.update(node.start, node.end + opening.length, `(0, ${target})${opening}`);
    } else out.update(node.start, node.end, target);
    const anonymous = namedBy(node, parent);
    if (anonymous) nameAs(node.name, anonymous);
  }

  /** An assignment to a member does not name an anonymous function; a property of that name does. */
  function nameAs(name: string, anonymous: AnyNode): void {
    wrap(anonymous, `({ ${name}: `, ` }).${name}`);
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

  /** With a semicolon where a line's end was enough: what follows may begin with a parenthesis now. */
  function endStatements(node: AnyNode): void {
    for (const { end } of statementsOf(node)) if (javascript[end - 1] !== ";") out.appendRight(end, ";");
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
        if (statement.kind !== "var") rewriteVariables(statement);
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
        rewriteDefault(statement);
        return;
      case "ExportAllDeclaration":
        out.update(statement.start, statement.end, `await import(${statement.source.raw});`);
        return;
      default:
    }
  }

  /** What a cell exports by default is what it shows; a function or class with a name is declared too. */
  function rewriteDefault({
    start,
    declaration,
  }: Extract<ModuleDeclaration, { type: "ExportDefaultDeclaration" }>): void {
    const isDeclaration = declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration";
    const named = isDeclaration && declaration.id;
    if (!named || !declares.has(named.name)) {
      // A compiler may give a name to what has none.
      if (named) out.remove(named.start, named.end);
      out.update(start, declaration.start, `${cell}.value = `);
      if (isDeclaration || isAnonymous(declaration)) nameAs("default", declaration);
    } else {
      out.remove(start, declaration.start);
      rewriteStatement(declaration as Statement);
      const value = `${cell}.value = ${slot(named.name, declares.get(named.name)!)};`;
      if (declaration.type === "FunctionDeclaration") hoisted.push(value);
      else out.appendLeft(declaration.end, ` ${value}`);
    }
  }

  /** Not inside a function: a `var` there is the function's own. */
  function isCellLevel(node: AnyNode): boolean {
    for (let at = parents.get(node); at; at = parents.get(at))
      if (/Function|^(StaticBlock|PropertyDefinition)$/.test(at.type)) return false;
    return true;
  }

  function rewriteVar(declaration: VariableDeclaration): void {
    for (const { id } of declaration.declarations)
      for (const name of boundNames(id))
        if (declares.has(name)) variables.push(`${slot(name, declares.get(name)!)} = void 0;`);
    const parent = parents.get(declaration);
    const isLoopTarget =
      (parent?.type === "ForInStatement" || parent?.type === "ForOfStatement") && parent.left === declaration;
    if (isLoopTarget) out.remove(declaration.start, declaration.declarations[0]!.start);
    else rewriteVariables(declaration);
  }

  function rewriteVariables(statement: VariableDeclaration): void {
    const names = statement.declarations.flatMap(declaration => boundNames(declaration.id));
    // What `using` declares is gone with the cell, and helpers of the compiler are nobody's names: both stay local.
    if (!names.every(name => declares.has(name)) || names.length === 0) return;
    const first = statement.declarations[0]!;
    out.update(statement.start, first.start, "(");
    for (const { id, init } of statement.declarations) {
      if (id.type !== "Identifier") continue;
      if (init) {
        if (isAnonymous(init)) nameAs(id.name, init);
      } else if (statement.kind === "var") out.update(id.start, id.end, "void 0");
      else out.update(id.start, id.end, `${slot(id.name, declares.get(id.name)!)} = void 0`);
    }
    out.appendLeft(statement.declarations.at(-1)!.end, ")");
  }

  function rewriteImport(statement: Extract<ModuleDeclaration, { type: "ImportDeclaration" }>): void {
    out.remove(statement.start, statement.end);
    const names = statement.specifiers.map(({ local }) => local.name);
    // An import of types alone loads nothing.
    if (names.length > 0 && !names.some(name => declares.has(name))) return;
    const source = statement.source.raw!;
    const isJson = /\.json["']$/.test(source);
    const attributes = isJson ? ', { with: { type: "json" } }' : "";
    const imported = `${prefix}0import${hoisted.length}`;
    const wanted = statement.specifiers.flatMap(specifier => {
      const member = importedName(specifier);
      return member !== undefined && declares.has(specifier.local.name) ? [member] : [];
    });
    const module = `${isJson ? interopJson : interop}(await import(${source}${attributes}))`;
    hoisted.push(`const ${imported} = ${expectNames}(${module}, ${source}, ${JSON.stringify(wanted)});`);
    for (const specifier of statement.specifiers) {
      const { name } = specifier.local;
      const id = declares.get(name);
      if (id === undefined) continue;
      const member = importedName(specifier);
      const value = member === undefined ? imported : `${imported}[${JSON.stringify(member)}]`;
      if (live.has(name)) hoisted.push(liveBinding(slot(name, id).slice(0, -".v".length), value));
      else hoisted.push(`${slot(name, id)} = ${value};`);
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

/** A cell may export what an earlier one declared, and types, of which nothing is left; the compiler has checked both. */
const CellParser = Parser.extend(
  Base =>
    class extends Base {
      checkLocalExport() {}
    },
);

function unusedPrefix(javascript: string): string {
  let prefix = "$$";
  while (javascript.includes(prefix)) prefix += "$";
  return prefix;
}
