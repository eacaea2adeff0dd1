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
  /** What the whole must hold. */
  never?: RegExp;
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
    code: "const all: any[] = []; for (;;) { const m = new WebAssembly.Memory({ initial: 800, maximum: 800 }); new Uint8Array(m.buffer).fill(1); all.push(m) }",
  },
  {
    name: "many children with much memory each",
    code: `const { spawn }: any = process.getBuiltinModule("node:child_process")
for (let i = 0; i < 3; i++) spawn("/node/node", ["-e", "const a = Buffer.alloc(6e8, 1); setInterval(() => a, 1000)"], { stdio: "ignore" }).on("error", () => {})
await new Promise(resolve => setTimeout(resolve, 1500))`,
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
    edit: {
      q3: "type Grow<T extends any[]> = Grow<[...T, 1]>\nlet g: Grow<[]> = [] as any\nconst a = 7, b = 7\nq3.check({ a, b })",
    },
  },
  {
    name: "a type with a hundred million members",
    edit: {
      q3: "type D = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9\ntype N = `${D}${D}${D}${D}${D}${D}${D}${D}`\nlet n: { [K in N]: K } = {} as any\nconst a = 7, b = 7\nq3.check({ a, b })",
    },
  },
  {
    name: "a hundred thousand brackets",
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
];
