// Questions cost a start nothing: 200 of them, made up, beside none, each in a fresh process. CPU time, the least of several.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { needDist } from "../../needs.ts";

const checking = fileURLToPath(new URL("../../../dist/src/checking/index.js", import.meta.url));
const rounds = 7;
const mostMs = 10;

const made = (questions: number, how: string) => `
  const before = process.cpuUsage();
  const { course, exactly, question } = await import(${JSON.stringify(checking)});
  const make = () => Object.fromEntries(Array.from({ length: ${questions} }, (_, i) => [\`q\${i}\`, question({
    id: \`made/q\${i}\`, asks: \`How many are \${i}?\`, answer: exactly(1000 + i), because: \`\${i} of them.\`, hints: ["Count."],
    fingerprints: Array.from({ length: 25 }, (_, k) => ({ answer: (1000 + i) * (k + 2), hint: \`\${k} times too many.\` })),
  })]));
  const assignment = course({ made: ${how} });
  const { user, system } = process.cpuUsage(before);
  console.log((user + system) / 1000);`;

describe("question: the cost of many", function () {
  this.timeout(60_000);
  const cpu = (questions: number, how: string) =>
    Number(execFileSync(process.execPath, ["--input-type=module", "-e", made(questions, how)]));

  for (const [what, how] of [
    ["at once", "make()"],
    ["when they are asked for", "make"],
  ] as const)
    it(`200 that are made ${what} add at most ${mostMs} ms of CPU`, function () {
      needDist(this);
      let [none, many] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
      for (let round = 0; round < rounds; round++) {
        none = Math.min(none, cpu(0, how));
        many = Math.min(many, cpu(200, how));
      }
      console.log(`      ${(many - none).toFixed(1)} ms more than ${none.toFixed(1)}`);
      assert.ok(many - none <= mostMs, `${many} ms beside ${none}`);
    });
});
