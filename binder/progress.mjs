// Shows what the set-up is doing and how far it is: one line that changes in a terminal, plain lines elsewhere.

const seconds = (/** @type {number} */ since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
const barWidth = 12;

/**
 * What a step tells while it works: `detail` shows in a terminal and passes, `note` stays as a line.
 * @typedef {{ detail: (text: string) => void, note: (text: string) => void }} Tell
 */

/**
 * @param {number} total how many steps there are to do
 * @param {{ write(text: string): unknown, isTTY?: boolean, columns?: number }} [out]
 */
export function createProgress(total, out = process.stdout) {
  const terminal = Boolean(out.isTTY);
  const start = performance.now();
  /** @type {Map<string, string>} */
  const running = new Map();
  let done = 0;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;

  const draw = () => {
    const filled = Math.round((done / total) * barWidth);
    const bar = "█".repeat(filled) + "░".repeat(barWidth - filled);
    const doing = [...running].map(([title, detail]) => (detail ? `${title}: ${detail}` : title)).join(" · ");
    const line = `${bar} ${done}/${total}  ${seconds(start)}  ${doing}`;
    out.write(`\r\x1b[K${line.slice(0, (out.columns || 80) - 1)}`);
  };
  const print = (/** @type {string} */ line) => out.write(`${terminal ? "\r\x1b[K" : ""}${line}\n`);

  return {
    print,
    /**
     * @param {string} title
     * @param {(tell: Tell) => Promise<void>} work
     */
    async step(title, work) {
      const began = performance.now();
      running.set(title, "");
      if (terminal) timer ??= setInterval(draw, 100).unref();
      else print(`  ${title} …`);
      try {
        await work({ detail: text => running.set(title, text), note: text => print(`  ${title}: ${text}`) });
      } finally {
        running.delete(title);
        if (terminal && running.size === 0) {
          clearInterval(timer);
          timer = undefined;
          out.write("\r\x1b[K");
        }
      }
      done++;
      print(`✓ ${title} (${seconds(began)}, ${done} of ${total})`);
    },
  };
}
