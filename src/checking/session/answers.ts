// The last answer to each question of a rehearsal: they are judged when the student has finished. Of an exam none is kept.

const answers = new Map<string, unknown>();

export const keepAnswer = (question: string, answer: unknown): void => void answers.set(question, answer);

/** Undefined where no check of the question has run. */
export const keptAnswer = (question: string): unknown => answers.get(question);

/** Another student has other questions. */
export const forgetAnswers = (): void => answers.clear();
