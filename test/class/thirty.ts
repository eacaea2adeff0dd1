// Thirty students at once on a real JupyterHub: how long until each has a server, how long until the lesson's first cell has run, and
// what memory and processor time that takes.
//
//   node --import ./test/ts-node.mjs test/class/thirty.ts [USERS]
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseNotebook } from "../../kernel/notebook/index.ts";
import { root } from "../needs.ts";
import { memory } from "../processes.ts";
import { environmentFolder } from "./environment.ts";
import { type Hub, startHub } from "./hub.ts";

const count = Number(process.argv[2] ?? 30);
const lesson = "03-counting.ipynb";
const [first] = parseNotebook(readFileSync(join(root, "notebooks", lesson), "utf8"), lesson).cells.filter(
  ({ cell_type }) => cell_type === "code",
);
const users = Array.from({ length: count }, (_, n) => `student${n + 1}`);

const seconds = (since: number) => (performance.now() - since) / 1000;
const middle = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!;
const shown = (all: readonly number[]) =>
  `median ${middle(all).toFixed(1)} s, longest ${Math.max(...all).toFixed(1)} s`;

/** By the hub's own stream of events: asking again and again would be a load of its own. */
async function serverStarted(hub: Hub, user: string): Promise<void> {
  await hub.ask(`users/${user}/server`, "POST");
  const events = await hub.ask(`users/${user}/server/progress`);
  const text = await events.text();
  if (!/"ready": true/.test(text)) throw new Error(`${user} has no server: ${text.slice(-300)}`);
}

/** Of a kernel of its own: until the cell is done. */
async function cellRun(hub: Hub, user: string): Promise<void> {
  const session = { name: lesson, path: lesson, type: "notebook", kernel: { name: "unrolled" } };
  const { kernel } = (await (await hub.server(user, "api/sessions", "POST", session)).json()) as {
    kernel: { id: string };
  };
  const address = new URL(`user/${user}/api/kernels/${kernel.id}/channels?token=${hub.token}`, hub.address);
  address.protocol = "ws:";
  const socket = new WebSocket(address);
  const id = randomUUID();
  const header = {
    msg_id: id,
    msg_type: "execute_request",
    session: randomUUID(),
    username: user,
    version: "5.3",
    date: new Date().toISOString(),
  };
  const content = {
    code: first!.source,
    silent: false,
    store_history: true,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: true,
  };
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () =>
      socket.send(JSON.stringify({ header, parent_header: {}, metadata: {}, content, channel: "shell", buffers: [] }));
    socket.onerror = () => reject(new Error(`${user}'s kernel cannot be reached`));
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(String(data));
      if (message.msg_type !== "execute_reply" || message.parent_header.msg_id !== id) return;
      if (message.content.status === "ok") resolve();
      else reject(new Error(`${user}: ${message.content.ename}: ${message.content.evalue}`));
    };
  });
  socket.close();
}

const hub = await startHub({ bin: environmentFolder(), users, lessons: [lesson] });
try {
  const began = performance.now();
  const servers = await Promise.all(users.map(user => serverStarted(hub, user).then(() => seconds(began))));
  console.log(`${count} servers: ${shown(servers)}`);
  const idle = memory(hub.programs());
  const asked = performance.now();
  const cells = await Promise.all(users.map(user => cellRun(hub, user).then(() => seconds(asked))));
  console.log(`the first cell of ${lesson}, a kernel for each, all at once: ${shown(cells)}`);
  const used = memory(hub.programs());
  console.log(
    `memory (PSS) of all: ${idle.toFixed(0)} MB with servers, ${used.toFixed(0)} MB with kernels: ${(used / count).toFixed(0)} MB a student`,
  );
  const spent = hub.programs().reduce((sum, { ticks }) => sum + ticks, 0) / 100;
  console.log(`processor time of all so far: ${spent.toFixed(0)} s, ${(spent / count).toFixed(1)} s a student`);
} finally {
  await hub.close();
}
