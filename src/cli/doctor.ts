// `unrolled doctor`: what is here, what is missing, what to do. Ends with 1 if something that notebooks need is missing.
import { styleText } from "node:util";
import { courseOf, courseOption } from "./course.ts";
import { type Asked, type Check, checks, type Finding, course as ownCourse, type Status } from "./doctor/index.ts";
import { packageVersion } from "./package.ts";
import { openCourse } from "./preload.ts";
import { say } from "./print.ts";
import { parse, UsageError } from "./usage.ts";

interface Checked extends Finding {
  id: string;
  title: string;
}

export async function doctor(args: string[]): Promise<number> {
  const { values, positionals } = parse("doctor", args, { json: { type: "boolean" }, ...courseOption });
  if (positionals.length > 0) throw new UsageError(`unrolled doctor expects no name, but got "${positionals[0]}"`);

  const course = courseOf("doctor", { course: values.course, folder: "." });
  const asked = course === openCourse ? checks : [...checks, ownCourse];
  const findings = await Promise.all(asked.map(check => carryOut(check, { course })));
  const ok = findings.every(({ status }) => status !== "fault");
  const version = packageVersion();
  if (values.json) say(JSON.stringify({ unrolled: version, ok, checks: findings }, null, 2));
  else say(readable(version, findings));
  return ok ? 0 : 1;
}

export async function carryOut(
  { id, title, find, next }: Check,
  asked: Asked = { course: openCourse },
): Promise<Checked> {
  try {
    return withNext({ id, title, ...(await find(asked)) }, next);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return withNext({ id, title, status: "fault", found: message.trimEnd() }, next);
  }
}

function withNext(checked: Checked, next: string | undefined): Checked {
  return checked.status !== "ok" && checked.next === undefined && next !== undefined ? { ...checked, next } : checked;
}

const statusMarks: { [status in Status]: [mark: string, color: "green" | "yellow" | "red"] } = {
  ok: ["✓", "green"],
  note: ["○", "yellow"],
  fault: ["✗", "red"],
};

export function readable(version: string, findings: Checked[]): string {
  const width = Math.max(...findings.map(({ title }) => title.length));
  const lines = findings.flatMap(({ title, status, found, next }) => {
    const [mark, color] = statusMarks[status];
    const text = found.replaceAll("\n", `\n${" ".repeat(width + 4)}`);
    const line = `${styleText(color, mark, { stream: process.stdout })} ${title.padEnd(width)}  ${text}`;
    return next === undefined ? [line] : [line, `${" ".repeat(width + 4)}→ ${next}`];
  });
  const faults = findings.filter(({ status }) => status === "fault").map(({ title }) => title);
  const verdict =
    faults.length === 0 ? "All that notebooks need is here." : `Not all is well: see ${faults.join(", ")}.`;
  return `unrolled ${version}\n\n${lines.join("\n")}\n\n${verdict}`;
}
