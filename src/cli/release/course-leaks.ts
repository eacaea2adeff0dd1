// What the course around an assignment gives away, or confuses, once it stands beside a student's notebook.
import { loadCourse } from "../definitions.ts";
import { openCourse } from "../preload.ts";

/** @param entry the course's module @param name the assignment that is released @returns what an author should look at */
export async function courseLeaks(entry: string, name: string): Promise<string[]> {
  if (entry === openCourse) return [];
  const [own, open] = [await loadCourse("release", entry), await loadCourse("release", openCourse)];
  const exams = own.modeOf(name) === "exam" ? [] : own.names.filter(other => own.modeOf(other) === "exam");
  return [
    ...(open.names.includes(name)
      ? [
          `its name: the open course has an assignment ${name}, too, and where course/ is missing beside the notebook, its cells get the questions of the open course. With another name they say that the assignment is not known`,
        ]
      : []),
    ...exams.map(
      exam =>
        `its course: the exam ${exam} stands in course/ of what is handed out, and its questions hold its answers: give an exam a course of its own`,
    ),
  ];
}
