// What runs in a box to find out what it keeps in: a text, because it is started there by `node -e`.
//
// It stands alone: it imports nothing, and prints one line of JSON.

/** What the probe says of the box from within. */
export interface Probed {
  /** Of the places that it tried to read, those that it could. */
  read: string[];
  /** Of those that it tried to write. */
  wrote: string[];
  /** The names of its environment's variables. */
  env: string[];
  /** What was reached on the network. */
  reached: string[];
  /** Whose processes took its signals. */
  signalled: number[];
  /** Whether it got more memory than a process may have. */
  memory: boolean;
  /** Of what a session needs, what it cannot read. */
  lacks: string[];
}

export interface ProbeWork {
  /** Must not be read. */
  secrets: string[];
  /** Must be read. */
  needs: string[];
  /** Must not take a signal. */
  pids: number[];
  /** A port of the host's that listens. */
  port: number;
  /** More than a process may have, in bytes. */
  tooMuch: number;
}

export function probeCode(work: ProbeWork): string {
  return `const work = ${JSON.stringify(work)}; const { reach } = (${probe.toString()})(work); reach.then(found => {
    process.stdout.write(JSON.stringify(found) + "\\n"); setTimeout(() => {}, 5000); });`;
}

/** Its text is sent: it may use nothing but Node's own. */
function probe(work: ProbeWork): { reach: Promise<Probed> } {
  const need = process.getBuiltinModule;
  const fs = need("node:fs");
  const net = need("node:net");
  const dns = need("node:dns");
  const succeeds = (act: () => unknown): boolean => {
    try {
      act();
      return true;
    } catch {
      return false;
    }
  };
  const read = [
    ...work.secrets,
    "/etc/passwd",
    "/proc/1/environ",
    "/proc/self/mem",
    "/root",
    "/tmp",
    "/sys",
    "/var",
  ].filter(path => succeeds(() => fs.readdirSync(path)) || succeeds(() => fs.readFileSync(path)));
  const places = ["/", "/student", "/app", "/app/dist", "/node", "/dev", "/dev/shm", "/tmp", "/proc/self"];
  const wrote = places.filter(path => succeeds(() => fs.writeFileSync(`${path}/unrolled-probe`, "x")));
  const signalled = work.pids.filter(pid => succeeds(() => process.kill(pid, 0)));
  const lacks = work.needs.filter(path => !succeeds(() => fs.accessSync(path, fs.constants.R_OK)));
  const memory = succeeds(() => need("node:buffer").Buffer.allocUnsafeSlow(work.tooMuch));
  const connects = (options: object): Promise<boolean> =>
    new Promise(resolve => {
      const socket = net.connect(options as never);
      const done = (found: boolean) => {
        socket.destroy();
        resolve(found);
      };
      socket.setTimeout(1000, () => done(false));
      socket.on("connect", () => done(true)).on("error", () => done(false));
    });
  const looksUp = new Promise<boolean>(resolve => dns.lookup("example.org", error => resolve(error === null)));
  const tries = [
    ["127.0.0.1", connects({ host: "127.0.0.1", port: work.port })],
    ["1.1.1.1", connects({ host: "1.1.1.1", port: 53 })],
    ["DNS", looksUp],
  ] as const;
  const reach = Promise.all(tries.map(async ([name, found]) => ((await found) ? [name] : []))).then(reached => ({
    read,
    wrote,
    env: Object.keys(process.env),
    reached: reached.flat(),
    signalled,
    memory,
    lacks,
  }));
  return { reach };
}
