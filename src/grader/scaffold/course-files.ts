// A new course: what stands in its folder beside its first assignment.

/** How the course's folder gets the package. */
export interface Dependency {
  /** As package.json has it: "^0.2.0", or "file:../unrolled". */
  readonly spec: string;
  /** The first assignment. */
  readonly first: string;
}

/** Headings that `release --students`, `grade --roster` and the exports read. */
const rosterHead = "student,last_name,first_name,email\n";

/** @param name the course's @returns its files but those of its first assignment */
export function courseFiles(name: string, { spec, first }: Dependency): { path: string; text: string }[] {
  const manifest = { private: true, type: "module", dependencies: { unrolled: spec }, unrolled: { course: "." } };
  return [
    { path: "package.json", text: `${JSON.stringify(manifest, null, 2)}\n` },
    { path: "roster.csv", text: rosterHead },
    { path: ".gitignore", text: ignored },
    { path: "README.md", text: readme(name, first) },
  ];
}

/** What students handed in, and what became of it, is nothing for a repository. */
const ignored = `node_modules/
handout/
handed-in/
hand-in/
graded/
feedback/
report/
*.sqlite*
roster.csv
`;

const readme = (name: string, first: string): string => `# ${name}

A course with its first assignment, \`${first}/\`, which holds already: a notebook with its solutions, its questions, wrong solutions
that its checks must find, and hidden checks.

\`\`\`sh
npm install                                       # once: brings unrolled
npx unrolled start .                              # change ${first}/source.ipynb and ${first}/questions.ts, one question after another
npx unrolled doctor --course .                    # after each change: what holds, what does not
npx unrolled release ${first} --to handout        # what students get; refused where something does not hold
\`\`\`

\`roster.csv\` has a line for each student: the name that they log in with or write into the notebook, their names, their e-mail
address as the LMS knows it. It holds personal data, so \`.gitignore\` keeps it out of a repository.

A further assignment: \`npx unrolled new gates-graded\`. How a class goes on from here stands in unrolled's README, "Run a class".
`;
