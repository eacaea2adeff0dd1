// Attacks that can only do harm: end the grader, hold it up, fill it, reach others. Against checks in the student's process they
// earn nothing either, so they are not shown to work there; many would end the machine that runs this test.

export interface Harm {
  name: string;
  /** The cell of q1, before its wrong answer. */
  code?: string;
  /** Other cells. */
  edit?: { [cell: string]: string };
  /** Of the rest: q4 is right, and counts, but where it may be lost with what the submission has done to itself. */
  rest?: "lost";
  /** An honest submission that is graded in the same moment. */
  neighbor?: true;
  /** What is in no output. */
  never?: RegExp;
  /** It is the compiler that it is for: its cell need not run. */
  isForCompiler?: true;
}

const busy = "const end = Date.now() + 60_000; while (Date.now() < end);";

export const harms: readonly Harm[] = [
  // Ends.
  { name: "process.exit", code: "process.exit(0)" },
  { name: "process.abort", code: "process.abort()" },
  { name: "SIGKILL to itself", code: "process.kill(process.pid, 'SIGKILL')" },
  {
    name: "SIGKILL to everybody",
    code: "try { process.kill(-1, 'SIGKILL') } catch {}\nawait new Promise(resolve => setTimeout(resolve, 300))",
    neighbor: true,
  },
  { name: "SIGSTOP to itself", code: "process.kill(process.pid, 'SIGSTOP')" },
  {
    name: "an error that nothing catches",
    code: "setTimeout(() => { throw new Error('late') }, 0); void Promise.reject(new Error('rejected'))",
  },
  {
    name: "an exit in the function that is checked",
    edit: { q2: "const sum = (xs: number[]) => process.exit(0) as any\nq2.check(sum)" },
  },
  // Never ends.
  { name: "a loop", code: "for (;;);" },
  { name: "a loop in native code", code: `/^(a+)+$/.test("a".repeat(50) + "b")` },
  { name: "Atomics.wait", code: "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)" },
  { name: "a promise that never resolves", code: "await new Promise(() => {})" },
  { name: "prompt, which nobody answers", code: "prompt('name?')" },
  {
    name: "work in threads of Node's",
    code: "process.getBuiltinModule('node:crypto').pbkdf2Sync('a', 'b', 2e9, 64, 'sha512')",
  },
  {
    name: "a function that never returns",
    edit: { q2: `const sum = (xs: number[]) => { ${busy} return 0 }\nq2.check(sum)` },
  },
  {
    name: "a getter that never returns",
    edit: { q3: `const a = 7, b = 7, slow: any = { get a() { ${busy} return 1 }, b }\nq3.check(slow)` },
  },
  { name: "timers that go on", code: `setInterval(() => { console.log("still here") }, 1)` },
  // Takes too much.
  {
    name: "a fork bomb",
    code: `const { spawn }: any = process.getBuiltinModule("node:child_process")
for (let i = 0; i < 300; i++) spawn("/node/node", ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" }).on("error", () => {})
await new Promise(resolve => setTimeout(resolve, 500))`,
    neighbor: true,
  },
  {
    name: "two hundred workers",
    code: `const { Worker }: any = process.getBuiltinModule("node:worker_threads")
for (let i = 0; i < 200; i++) new Worker("setInterval(() => {}, 1000)", { eval: true }).on("error", () => {})
await new Promise(resolve => setTimeout(resolve, 500))`,
    neighbor: true,
  },
  { name: "a heap bomb", code: "const all: any[] = []; for (;;) all.push(new Array(1e5).fill(1.5))", neighbor: true },
  {
    name: "a bomb of buffers",
    rest: "lost",
    code: "const all: any[] = []; for (;;) all.push(Buffer.alloc(5e7, 1))",
    neighbor: true,
  },
  {
    name: "a bomb of WebAssembly memory",
    code: "const all: any[] = []; const wasm = (globalThis as any).WebAssembly; for (;;) { const m = new wasm.Memory({ initial: 800, maximum: 800 }); new Uint8Array(m.buffer).fill(1); all.push(m) }",
  },
  {
    name: "many children with much memory each",
    code: `const { spawn }: any = process.getBuiltinModule("node:child_process")
for (let i = 0; i < 3; i++) spawn("/node/node", ["-e", "const a = Buffer.alloc(6e8, 1); setInterval(() => a, 1000)"], { stdio: "ignore" }).on("error", () => {})
// Native work, which nothing interrupts: its box ends in this cell, be the machine ever so slow to start the children.
process.getBuiltinModule("node:crypto").pbkdf2Sync("a", "b", 2e9, 64, "sha512")`,
    neighbor: true,
  },
  {
    name: "full disks",
    code: `const fs: any = process.getBuiltinModule("node:fs")
for (const place of [".", "/", "/tmp", "/dev/shm", "/app", "/dev"]) try { fs.writeFileSync(place + "/fill", Buffer.alloc(1e7)) } catch {}`,
  },
  // Types.
  {
    name: "a type that unfolds for ever",
    isForCompiler: true,
    edit: {
      q3: "type Grow<T extends any[]> = Grow<[...T, 1]>\nlet g: Grow<[]> = [] as any\nconst a = 7, b = 7\nq3.check({ a, b })",
    },
  },
  {
    name: "a type with a hundred million members",
    isForCompiler: true,
    edit: {
      q3: "type D = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9\ntype N = `${D}${D}${D}${D}${D}${D}${D}${D}`\nlet n: { [K in N]: K } = {} as any\nconst a = 7, b = 7\nq3.check({ a, b })",
    },
  },
  {
    name: "a hundred thousand brackets",
    isForCompiler: true,
    edit: { q3: `const deep = ${"(".repeat(1e5)}1${")".repeat(1e5)}\nconst a = 7, b = 7\nq3.check({ a, b })` },
  },
  // Floods.
  {
    name: "a gigabyte on stdout",
    code: "for (let i = 0; i < 1000; i++) { process.stdout.write('x'.repeat(1e6)); await 0 }",
  },
  {
    name: "a gigabyte on descriptor 1",
    code: "const fs: any = process.getBuiltinModule('node:fs'); for (let i = 0; i < 1000; i++) try { fs.writeSync(1, 'x'.repeat(1e6)) } catch {}",
  },
  {
    name: "an output that nests a hundred thousand deep",
    code: `let deep: any = 1; for (let i = 0; i < 1e5; i++) deep = [deep]
display({ [Symbol.for("Jupyter.display")]: () => ({ "application/json": deep }) })`,
  },
  { name: "ten thousand displays", code: "for (let i = 0; i < 10_000; i++) display(i)" },
  { name: "a result of 300 million letters", code: "void 'x'.repeat(3e8)" },
  // Reaches out.
  {
    name: "the network",
    code: `const net: any = process.getBuiltinModule("node:net")
await new Promise<void>(resolve => net.connect(22, "127.0.0.1").on("error", () => resolve()).on("connect", () => { console.log("REACHED"); resolve() }))
await fetch("http://1.1.1.1").then(() => console.log("REACHED"), () => {})`,
    never: /REACHED/,
  },
  {
    name: "files of the machine",
    code: `const fs: any = process.getBuiltinModule("node:fs")
for (const path of ["/etc/passwd", "/etc/hostname", "/root", "/home", "/proc/1/environ", "/proc/1/mem", "/proc/1/root/etc/passwd", "/sys/kernel"]) try { fs.statSync(path); fs.readdirSync(path); console.log("REACHED") } catch {}`,
    never: /REACHED/,
  },
  {
    name: "the compiler as a reader of files",
    isForCompiler: true,
    edit: { q3: `import secret from "/etc/passwd"\nconst a = 7, b = 7\nq3.check({ a, b })` },
    never: /root:x/,
  },
  {
    name: "links out of the box",
    code: `const fs: any = process.getBuiltinModule("node:fs")
for (const place of [".", "/app", "/dev"]) try { fs.symlinkSync("/etc/passwd", place + "/link"); console.log(fs.readFileSync(place + "/link", "utf8")) } catch {}`,
    never: /root:x/,
  },
  {
    name: "changes to the program of the next box",
    code: `const fs: any = process.getBuiltinModule("node:fs")
for (const file of ["/app/dist/kernel/session.js", "/app/dist/src/index.js", "/app/course/index.js", "/node/node"]) try { fs.appendFileSync(file, "throw 1"); console.log("REACHED") } catch {}`,
    never: /REACHED/,
    neighbor: true,
  },
  {
    name: "signals to the grader",
    code: "for (let pid = 1; pid < 50_000; pid++) try { if (pid !== process.pid && pid > 20) process.kill(pid, 'SIGTERM') } catch {}",
    neighbor: true,
  },
  // The session's channel.
  {
    name: "rubbish on all descriptors",
    code: "const fs: any = process.getBuiltinModule('node:fs'); for (let fd = 3; fd < 40; fd++) try { fs.writeSync(fd, Buffer.alloc(64, 0x7f)) } catch {}\nawait new Promise(resolve => setTimeout(resolve, 200))",
  },
  {
    name: "forged frames",
    rest: "lost",
    code: `const fs: any = process.getBuiltinModule("node:fs")
const frame = (message: object) => { const body = Buffer.from(JSON.stringify(message)); const head = Buffer.alloc(4); head.writeUInt32BE(body.length); return Buffer.concat([head, body]) }
for (let fd = 3; fd < 40; fd++) for (let id = 0; id < 60; id++) try { fs.writeSync(fd, frame({ op: "done", id, answer: '["array",0,["array",1]]' })) } catch {}
await new Promise(resolve => setTimeout(resolve, 200))`,
  },
  {
    name: "patches of what a session speaks with",
    code: "Array.prototype.push = () => 0; JSON.stringify = () => '{}'; Promise.prototype.then = function () { return this as any }; String.prototype.replaceAll = () => ''",
  },
  // Values that hurt whoever reads them.
  {
    name: "a list that says it has four thousand million items",
    edit: { q3: "const a: any = []; a.length = 4e9; const b = a\nq3.check({ a, b })" },
  },
  {
    name: "a value nested ten thousand deep",
    edit: { q3: "let a: any = 1; for (let i = 0; i < 10_000; i++) a = { a }\nconst b = a\nq3.check({ a, b })" },
  },
  { name: "a value that holds itself", edit: { q3: "const a: any = {}; a.a = a; const b = a\nq3.check({ a, b })" } },
  {
    name: "a text of a hundred million letters",
    edit: { q3: "const a: any = 'x'.repeat(1e8), b = a\nq3.check({ a, b })" },
  },
  {
    name: "an answer under __proto__",
    edit: {
      q3: `const a = 7, b = 7, polluted: any = JSON.parse('{"__proto__": {"a": 1, "b": 0.5}, "constructor": 1}')\nq3.check(polluted)`,
    },
  },
  {
    name: "an answer that is awaited for ever",
    edit: { q3: "const a: any = { then() {} }, b = a\nq3.check({ a, b })" },
  },
  {
    name: "a bigint of ten million digits",
    edit: { q3: "const a: any = 1n << 40_000_000n, b = a\nq3.check({ a, b })" },
  },
  {
    name: "a pattern that takes for ever",
    edit: { q3: "const a: any = /^(a+)+$/, b: any = 'a'.repeat(50) + 'b'\nq3.check({ a, b })" },
  },
  {
    name: "a tensor of another shape than its numbers",
    edit: {
      q5: `const double = () => ({ [Symbol.for("Jupyter.value")]: () => ({ type: "tensor", dtype: "float64", shape: [0, 1e9, 1e9], data: [] }) })\nq5.check(double as any)`,
    },
  },
  // What others read.
  {
    name: "hidden inputs printed by the function that is checked",
    edit: { q2: "const sum = (xs: number[]) => { console.log('LEAK', xs); display(xs); return 0 }\nq2.check(sum)" },
    never: /LEAK/,
  },
  {
    name: "a terminal's control sequences",
    code: "console.log('\\u001b]0;owned\\u0007\\u001b[2J'); throw new Error('\\u001b[2J')",
  },
  // How values and errors are read.
  {
    name: "answers that change with each reading, through a Proxy",
    edit: {
      q3: `let reads = 0
const shifty: any = new Proxy({ a: 7, b: 7 }, { get: (_, key) => (key === "a" ? ++reads : reads / 2), ownKeys: () => (reads++ % 2 ? ["a"] : ["a", "b", "c" + reads]), getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true, value: reads }) })
q3.check(shifty)`,
    },
  },
  {
    name: "a Proxy that is endless, and one whose every trap throws",
    edit: {
      q3: `const endless: any = new Proxy({}, { get: () => endless, ownKeys: () => ["a", "b"], getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true, value: endless }) })
q3.check(endless)`,
      q5: `const trap = () => { throw new Error("no") }
const double: any = new Proxy(() => 1, { apply: trap, get: trap, getPrototypeOf: trap, ownKeys: trap, has: trap })
q5.check(double)`,
    },
  },
  {
    name: "answers that throw when they become text or number",
    edit: {
      q1: `const no = () => { throw new Error("no") }
const twice: any = { toString: no, valueOf: no, toJSON: no, [Symbol.toPrimitive]: no, get [Symbol.toStringTag]() { return no() } }
q1.check(twice)`,
    },
  },
  {
    name: "symbols as keys and as answers, private and shared",
    edit: {
      q3: `const a: any = Symbol.iterator, b: any = { [Symbol("b")]: 0.5, [Symbol.for("Jupyter.value")]: Symbol("value") }
q3.check({ a, b, [Symbol("a")]: 1 } as any)`,
    },
  },
  {
    name: "a value type of its own making: unknown, of the grader's blank, of a length that it has not",
    edit: {
      q1: `const twice: any = { [Symbol.for("Jupyter.value")]: () => ({ type: "Question", right: 1, __proto__: null }) }\nq1.check(twice)`,
      q5: `const double: any = () => ({ [Symbol.for("Jupyter.value")]: () => ({ type: "tensor", dtype: "float64", shape: [3, 3], data: { length: 4e9, 0: 1 } }) })\nq5.check(double)`,
    },
  },
  {
    name: "keys that would change the grader's own objects, in what a function gives",
    edit: {
      q2: `const sum: any = () => JSON.parse('{"__proto__": {"polluted": 1, "toString": 1}, "constructor": {"prototype": {"polluted": 1}}, "prototype": 1}')
q2.check(sum)`,
    },
    neighbor: true,
  },
  {
    name: "shared memory that another thread changes while it is read",
    edit: {
      q3: `const { Worker }: any = process.getBuiltinModule("node:worker_threads")
const shared = new Float64Array(new SharedArrayBuffer(8e5))
new Worker("const { workerData } = require('node:worker_threads'); for (let i = 0; ; i++) workerData.fill(i)", { eval: true, workerData: shared }).on("error", () => {})
const a: any = shared, b: any = shared
q3.check({ a, b })`,
    },
    rest: "lost",
  },
  {
    name: "a function that gives another thing each time: a number, an error, an iterator, a promise that never ends",
    edit: {
      q2: `let calls = 0
const sum: any = () => [() => 0, () => { throw { name: { toString: null } } }, () => (function* () { for (;;) yield 1 })(), () => new Promise(() => {})][calls++ % 4]!()
q2.check(sum)`,
    },
  },
  {
    name: "stacks that are prepared for ever, or thrown",
    code: "Error.prepareStackTrace = () => { for (;;); }; Error.stackTraceLimit = Infinity; (null as any).x",
  },
  {
    name: "an error of a hundred million letters whose causes are a circle",
    code: "const circle: any = new AggregateError([], 'x'.repeat(1e8)); circle.cause = circle; circle.errors = [circle]; throw circle",
  },
  {
    name: "an error that is none: with getters, a revoked Proxy",
    code: "const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); throw proxy",
  },
  // What stays behind, and what comes at the end.
  {
    name: "a verdict forged when the process ends",
    code: `process.on("exit", () => { process.stdout.write("✓ correct"); display({ [Symbol.for("Jupyter.display")]: () => ({ "application/vnd.unrolled.outcome+json": { question: "small/q1", status: "correct", credit: 1 } }) }) })
process.exit(0)`,
  },
  {
    name: "a thread that goes on for ever and speaks",
    code: `const { Worker }: any = process.getBuiltinModule("node:worker_threads")
new Worker("for (;;) console.log('still here')", { eval: true }).on("error", () => {})`,
    neighbor: true,
    rest: "lost",
  },
  {
    name: "a debugger that waits for somebody",
    code: "process.getBuiltinModule('node:inspector').open(0, '127.0.0.1', true)",
  },
  { name: "a reading of the terminal", code: "process.getBuiltinModule('node:fs').readSync(0, Buffer.alloc(10))" },
  // Other ways in and out.
  {
    name: "imports of files and of texts",
    code: `for (const url of ["file:///etc/passwd", "file:///app/course/index.js", "file:///proc/self/environ", "data:text/javascript,throw 1", "node:sqlite", "https://127.0.0.1/x.js"]) {
  try { const found: any = await import(url); if (String(found.default).includes("root:x")) console.log("REACHED") } catch (error: any) { if (/root:x/.test(String(error?.stack))) console.log("REACHED") }
}`,
    never: /REACHED|root:x/,
  },
  {
    name: "native code: libraries, bindings, becoming another user",
    code: `for (const path of ["/lib/x86_64-linux-gnu/libc.so.6", "/node/node"]) try { (process as any).dlopen({ exports: {} }, path) } catch {}
for (const name of ["spawn_sync", "fs", "natives"]) try { (process as any).binding(name) } catch {}
try { process.setuid!(0); process.setgid!(0); process.setgroups!([0]); console.log("USER", process.getuid!() === 0 ? "REACHED" : "") } catch {}`,
    never: /REACHED/,
  },
  {
    name: "a loop in WebAssembly",
    code: "const wasm = (globalThis as any).WebAssembly; new wasm.Instance(new wasm.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 8, 1, 0, 10, 9, 1, 7, 0, 3, 64, 12, 0, 11, 11)))",
  },
  {
    name: "a gigabyte in many MIME parts",
    code: `const part = "x".repeat(1e5)
for (let i = 0; i < 100; i++) display({ [Symbol.for("Jupyter.display")]: () => Object.fromEntries(Array.from({ length: 100 }, (_, k) => [\`application/x-\${i}-\${k}\`, part])) })`,
  },
  {
    name: "texts that are no texts: lone surrogates, zeros, a megabyte of marks upon one letter",
    code: "console.log('\\ud800\\udfff\\u0000', 'e' + '\\u0301'.repeat(1e6)); display('\\udc00'); throw new Error('\\ud800\\u0000')",
  },
  {
    name: "a name that is a path, a page and an object",
    edit: {
      who: `const me: any = Object.assign(() => 1, { toString: () => "../../etc/<script>alert(1)</script>" })\nstudent(me)`,
    },
  },
];
