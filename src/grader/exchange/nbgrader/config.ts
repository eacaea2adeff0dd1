// What stock nbgrader is told, so that it can carry notebooks of ours. Tested against nbgrader 0.9.6.
//
// As it comes, nbgrader would lose the left sides of declarations (ClearSolutions), put Python's comments into TypeScript
// (OverwriteCells), give no points for a cell that prints on stderr, and all points for one that did not run.

/** The files beside it: this one is ours and written anew; nbgrader_config.py is the course's own, and loads it. */
export const configName = "unrolled_nbgrader_config.py";

/** The line by which a nbgrader_config.py loads ours. */
export const loadLine = `load_subconfig("${configName}")`;

export const nbgraderConfig = `# Written by "unrolled release --nbgrader": it is written anew with each release. Settings of your own belong into nbgrader_config.py.
c = get_config()  # noqa: F821

from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import (
    AssignLatePenalties, CheckCellMetadata, ClearHiddenTests, ClearMarkScheme, ClearOutput, ComputeChecksums,
    DeduplicateIds, Execute, GetGrades, IgnorePattern, LimitOutput, LockCells, NbGraderPreprocessor, OverwriteCells,
    OverwriteKernelspec, SaveAutoGrades, SaveCells,
)
from nbformat import from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from nbconvert.preprocessors import ClearMetadataPreprocessor, CSSHTMLHeaderPreprocessor


class StudentCopy(NbGraderPreprocessor):
    """In the place of ClearSolutions: what a student gets of a cell stands beside it, in its metadata."""

    def preprocess_cell(self, cell, resources, cell_index):
        ours = cell.metadata.get("unrolled", {})
        if "stub" in ours:
            cell.source = ours.pop("stub")
            if not ours:
                del cell.metadata["unrolled"]
        return cell, resources


class RestoreCells(OverwriteCells):
    """OverwriteCells, which also puts back cells that are missing: in their places, and as TypeScript."""

    def add_missing_grade_cells(self, nb, resources):
        notebook = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        points = {cell.name: cell.max_score for cell in notebook.grade_cells}
        solutions = {cell.name for cell in notebook.solution_cells}
        before = None
        for source in notebook.source_cells:
            places = {cell.metadata.get("nbgrader", {}).get("grade_id"): at for at, cell in enumerate(nb.cells)}
            if source.name not in places:
                self.log.warning("Cell %s is missing: it is put back", source.name)
                nb.cells.insert(places.get(before, -1) + 1, self.restored(source, points, solutions))
            before = source.name
        return nb, resources

    def restored(self, source, points, solutions):
        notice = self.missing_cell_notification.format(cell_id=source.name)
        code = source.cell_type == "code"
        make = new_code_cell if code else new_markdown_cell
        cell = make(id=source.name, source=("// " if code else "") + notice + source.source)
        cell.metadata.update(from_dict({"deletable": False, "nbgrader": {
            "schema_version": 3, "grade_id": source.name, "cell_type": source.cell_type, "task": False,
            "grade": source.name in points, "solution": source.name in solutions, "locked": source.locked,
            **({"points": points[source.name]} if source.name in points else {}),
        }}))
        return cell


class PointsOnly(NbGraderPreprocessor):
    """A cell that is counted gives its points as a number. Where it gives none, it gives none: nbgrader would take it for full marks."""

    def preprocess_cell(self, cell, resources, cell_index):
        if cell.cell_type != "code" or not utils.is_grade(cell) or utils.is_solution(cell):
            return cell, resources
        most = float(cell.metadata.nbgrader["points"])
        for output in cell.outputs:
            if output.output_type == "stream":
                output.name = "stdout"  # what a student's function prints costs nothing
        if not any(output.output_type == "error" for output in cell.outputs) and not self.has_points(cell, most):
            why = "this cell gave no number of points from 0 to %g: see the cells above" % most
            cell.outputs.append(new_output("error", ename="NoPoints", evalue=why, traceback=["NoPoints: " + why]))
        return cell, resources

    def has_points(self, cell, most):
        try:
            [points] = [float(o.data["text/plain"]) for o in cell.outputs if o.output_type == "execute_result"]
            return 0 <= points <= most
        except (KeyError, ValueError):
            return False


class NoHiddenTests(ClearHiddenTests):
    """Students read in their feedback what came out, and not on what their functions were tried."""


c.GenerateAssignment.preprocessors = [
    LockCells, StudentCopy, ClearOutput, CheckCellMetadata, ComputeChecksums, SaveCells, ClearHiddenTests, ClearMarkScheme,
    ComputeChecksums, CheckCellMetadata,
]
c.Autograde.sanitize_preprocessors = [ClearOutput, DeduplicateIds, OverwriteKernelspec, RestoreCells, CheckCellMetadata]
c.Autograde.autograde_preprocessors = [
    Execute, PointsOnly, IgnorePattern, ClearMetadataPreprocessor, LimitOutput, SaveAutoGrades, AssignLatePenalties,
    CheckCellMetadata,
]
c.GenerateFeedback.preprocessors = [GetGrades, NoHiddenTests, CSSHTMLHeaderPreprocessor]
c.OverwriteCells.add_missing_cells = True
c.RestoreCells.add_missing_cells = True
c.ClearSolutions.code_stub = {"typescript": "____", "python": "raise NotImplementedError()"}
c.Execute.timeout = 120
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc*", "__pycache__", "feedback", ".unrolled.json"]
c.Exchange.path_includes_course = True
`;

/** nbgrader_config.py of a course that has none yet. */
export const newConfig = (course: string): string => `c = get_config()  # noqa: F821

c.CourseDirectory.course_id = ${JSON.stringify(course)}
${loadLine}
`;
