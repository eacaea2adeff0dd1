// Classes, decorators, enums, namespaces.
import type { Sample } from "./sample.ts";

export const classes: Sample[] = [
  {
    name: "a class with inheritance and private members across cells",
    cells: ["class A { #p = 1; get p() { return this.#p } }", "class B extends A { q = super.p + 1 }", "new B().q"],
    shows: "2",
  },
  { name: "an enum", cells: ["enum E { a, b = 'x' }", "[E.a, E[0], E.b]"], shows: "[ 0, 'a', 'x' ]" },
  {
    name: "a namespace",
    cells: ["namespace N { export const x = 1; export type T = number }", "const t: N.T = N.x; t"],
    shows: "1",
  },
  {
    name: "standard decorators",
    cells: [
      "function twice(f: (n: number) => number, _: ClassMethodDecoratorContext) { return (n: number) => 2 * f(n) }",
      "class C { @twice f(n: number) { return n + 1 } }",
      "new C().f(1)",
    ],
    shows: "4",
  },
  {
    name: "an enum of one cell, merged",
    cells: ["enum E { a } enum E { b = 1 }", "[E.a, E.b, E[1]]"],
    shows: "[ 0, 1, 'b' ]",
  },
  { name: "a const enum", cells: ["const enum C { a = 7 }", "C.a + 1"], shows: "8" },
  {
    name: "an alias of a namespace's member",
    cells: ["namespace N { export namespace M { export const x = 5 } }", "import M = N.M; M.x"],
    shows: "5",
  },
  {
    name: "declarations of one cell merge",
    cells: [
      "interface I { a: number } interface I { b: number }\nfunction f() { return f.extra } namespace f { export const extra = 7 }\nclass K {} interface K { later?: string }",
      "const i: I = { a: 1, b: 2 }; [i, f(), new K().later]",
    ],
    shows: "[ { a: 1, b: 2 }, 7, undefined ]",
  },
  {
    name: "an abstract class and a generic one",
    cells: [
      "abstract class Shape { abstract area(): number; describe() { return `area ${this.area()}` } }\nclass Box<T> { constructor(readonly value: T) {} }",
      "class Square extends Shape { constructor(private side: number) { super() } area() { return this.side ** 2 } }",
      "const b = new Box(new Square(3)); b.value.describe()",
    ],
    shows: "'area 9'",
  },
  {
    name: "getters, setters, static blocks, computed names",
    cells: [
      "class T { static made = 0; static { T.made = 1 } #c = 0; get f() { return this.#c * 9 / 5 + 32 } set f(f: number) { this.#c = (f - 32) * 5 / 9 } ['to' + 'C']() { return this.#c } }",
      "const t = new T(); t.f = 212; [(t as any).toC(), T.made]",
    ],
    shows: "[ 100, 1 ]",
  },
  {
    name: "mixins return classes with private members",
    cells: [
      "const mix = <B extends new (...a: any[]) => object>(Base: B) => class extends Base { protected tag = 'mixed'; read() { return this.tag } }",
      "class M extends mix(Object) {}",
      "new M().read()",
    ],
    shows: "'mixed'",
  },
  {
    name: "standard decorators of a class, an accessor and a field",
    cells: [
      "const log: string[] = []\nfunction named<C extends new (...a: any[]) => object>(c: C, { name }: ClassDecoratorContext<C>) { log.push(`class ${name}`); return c }\nfunction doubled(_: undefined, c: ClassFieldDecoratorContext) { log.push(`field ${String(c.name)}`); return (n: number) => 2 * n }\nfunction seen<T>(a: ClassAccessorDecoratorTarget<unknown, T>, c: ClassAccessorDecoratorContext): ClassAccessorDecoratorResult<unknown, T> { log.push(`${c.kind} ${String(c.name)}`); return { get() { return a.get.call(this) } } }",
      "@named class C { @doubled x = 21; @seen accessor y = 1 }",
      "const c = new C(); [c.x, c.y, log, c instanceof C, C.name]",
    ],
    shows: "[ 42, 1, [ 'accessor y', 'field x', 'class C' ], true, 'C' ]",
  },
  {
    name: "an accessor without a decorator",
    cells: ["class C { accessor x = 1; static accessor y = 2 }", "const c = new C(); c.x += 1; [c.x, C.y]"],
    shows: "[ 2, 2 ]",
  },
];
