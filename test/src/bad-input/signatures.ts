// What the door's types say of a call: which of the bad values each argument and each option takes, and how options are named.
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** Bad values by a name, with their types as TypeScript writes them: an argument that takes the type is not spoiled by the value. */
export const badValues: { readonly [name: string]: { value: unknown; type: string } } = {
  null: { value: null, type: "null" },
  text: { value: "nonsense", type: '"nonsense"' },
  number: { value: 3, type: "3" },
  true: { value: true, type: "true" },
  list: { value: [7, 8, 9], type: "number[]" },
  texts: { value: ["nonsense"], type: "string[]" },
  object: { value: { color: 1 }, type: "{ color: number }" },
  function: { value: () => 1, type: "() => number" },
  bigint: { value: 3n, type: "3n" },
  /** A number for the compiler: it spoils what takes one number, but not what takes lists of them. */
  NaN: { value: Number.NaN, type: "" },
};

/** One argument or option: the names of bad values that its type refuses, and of its members where it is an object of options. */
export interface Place {
  name: string;
  optional: boolean;
  refuses: readonly string[];
  /** Whether nested lists of numbers belong there. */
  takesTensor: boolean;
  options?: readonly Place[];
}

const door = fileURLToPath(new URL("../../../dist/index.d.ts", import.meta.url));
const bad = "/bad-values.d.ts";

/** The arguments of each function, of each constructor (`new Name`) and of methods by `Class.name`. */
export function placesOfDoor(): (name: string) => readonly Place[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.NodeNext,
    strict: true,
    types: [],
    skipLibCheck: true,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const text = Object.entries({ ...badValues, matrix: { type: "number[][]" } }).flatMap(([name, { type }]) =>
    type ? `export declare const ${name}_: ${type};` : [],
  );
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, target) =>
    name === bad ? ts.createSourceFile(name, text.join("\n"), target, true) : read(name, target);
  const program = ts.createProgram([door, bad], options, host);
  const checker = program.getTypeChecker();
  const exported = (file: string) =>
    checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)!)!);
  const badTypes = new Map(exported(bad).map(symbol => [symbol.name.slice(0, -1), checker.getTypeOfSymbol(symbol)]));
  const matrix = badTypes.get("matrix")!;
  badTypes.delete("matrix");
  const symbols = new Map(
    exported(door).map(symbol => [
      symbol.name,
      symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
    ]),
  );

  /** A parameter of a type, State or Item, stands for what it extends. */
  const bare = (type: ts.Type): ts.Type => checker.getBaseConstraintOfType(type) ?? type;
  const parts = (type: ts.Type): ts.Type[] => (type.isUnion() ? type.types.flatMap(parts) : [bare(type)]);

  function place(name: string, types: readonly ts.Type[], optional: boolean, deep: boolean): Place {
    const takes = (value: ts.Type) => types.some(type => checker.isTypeAssignableTo(value, bare(type)));
    // What a function gives is known when it is called.
    const called = types.flatMap(parts).some(type => type.getCallSignatures().length > 0);
    const found: Place = {
      name,
      optional,
      takesTensor: takes(matrix),
      refuses: [
        ...[...badTypes]
          .filter(([kind, value]) => !takes(value) && !(kind === "function" && called))
          .map(([kind]) => kind),
        ...(takes(badTypes.get("number")!) && !takes(badTypes.get("list")!) ? ["NaN"] : []),
      ],
    };
    if (!deep) return found;
    const objects = types.flatMap(parts).filter(isOptions);
    if (objects.length === 0) return found;
    const members = new Map<string, ts.Type[]>();
    for (const object of objects)
      for (const member of checker.getPropertiesOfType(object))
        members.set(member.name, [...(members.get(member.name) ?? []), checker.getTypeOfSymbol(member)]);
    return { ...found, options: [...members].map(([member, kinds]) => place(member, kinds, true, false)) };
  }

  /** An interface of values by name: no class, no function, no list. */
  function isOptions(type: ts.Type): boolean {
    if (!(type.flags & ts.TypeFlags.Object) && !type.isIntersection()) return false;
    if (type.isClass() || type.getCallSignatures().length > 0 || type.getNumberIndexType()) return false;
    if (type.getStringIndexType()) return false;
    const own = checker.getPropertiesOfType(type);
    const from = own[0]?.declarations?.[0]?.getSourceFile();
    return own.length > 0 && from?.fileName === door && !own.some(({ name }) => name.startsWith("__"));
  }

  return name => {
    const made = name.startsWith("new ");
    const [first, method] = (made ? name.slice(4) : name).split(".") as [string, string?];
    const symbol = symbols.get(first);
    if (!symbol) throw new Error(`the types have no ${first}`);
    let type = method === undefined ? checker.getTypeOfSymbol(symbol) : checker.getDeclaredTypeOfSymbol(symbol);
    if (method !== undefined) {
      const member = checker.getPropertyOfType(type, method);
      if (!member) throw new Error(`${first} has no ${method}`);
      type = checker.getTypeOfSymbol(member);
    }
    const signatures = made ? type.getConstructSignatures() : type.getCallSignatures();
    const count = Math.max(0, ...signatures.map(({ parameters }) => parameters.length));
    return Array.from({ length: count }, (_, i) => {
      const at = signatures.flatMap(({ parameters }) => parameters[i] ?? []);
      const rest = at.some(({ valueDeclaration: node }) => node && ts.isParameter(node) && node.dotDotDotToken);
      const types = at.map(parameter => {
        const own = checker.getTypeOfSymbol(parameter);
        return rest ? (own.getNumberIndexType() ?? own) : own;
      });
      const optional =
        at.length < signatures.length || types.some(own => checker.isTypeAssignableTo(checker.getUndefinedType(), own));
      return place(at[0]!.name, types, optional, true);
    });
  };
}
