// The platform of our tests is what pylti1p3, another tool, takes for one: its token, its line item, its score.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createPrivateKey } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import { classEnvironment } from "./environment.ts";
import { startPlatform } from "./platform.ts";

const program = `
import json, sys
from pylti1p3.registration import Registration
from pylti1p3.service_connector import ServiceConnector
from pylti1p3.assignments_grades import AssignmentsGradesService
from pylti1p3.grade import Grade
from pylti1p3.lineitem import LineItem
given = json.loads(sys.argv[1])
registration = Registration()
registration.set_client_id(given["clientId"]).set_auth_token_url(given["tokenUrl"]).set_tool_private_key(given["pem"])
registration.get_kid = lambda: "grader-1"
scopes = ["https://purl.imsglobal.org/spec/lti-ags/scope/" + name for name in ("lineitem", "score")]
ags = AssignmentsGradesService(ServiceConnector(registration), {"lineitems": given["lineItemsUrl"], "scope": scopes})
item = ags.find_or_create_lineitem(LineItem().set_label("clip").set_score_maximum(4).set_resource_id("clip"), find_by="resource_id")
grade = Grade().set_score_given(3).set_score_maximum(4).set_user_id("u-1").set_timestamp("2027-01-15T12:00:00.500Z")
grade.set_activity_progress("Completed").set_grading_progress("FullyGraded")
ags.put_grade(grade, item)
print(len(ags.get_lineitems()))
`;

describe("the platform of the tests", function () {
  this.timeout(300_000);

  it("gives pylti1p3 a token, makes its line item and takes its score", async function () {
    if (process.platform === "win32") this.skip();
    const bin = classEnvironment(this);
    const platform = await startPlatform({ pageSize: 1 });
    try {
      const { key, ...settings } = platform.settings;
      const pem = createPrivateKey({ key, format: "jwk" } as never).export({ type: "pkcs8", format: "pem" });
      const { stdout } = await promisify(execFile)(join(bin, "python"), [
        "-c",
        program,
        JSON.stringify({ ...settings, pem }),
      ]);
      assert.equal(stdout.trim(), "1");
      assert.deepEqual(
        platform.scores.map(({ userId, scoreGiven, scoreMaximum }) => [userId, scoreGiven, scoreMaximum]),
        [["u-1", 3, 4]],
      );
    } finally {
      await platform.close();
    }
  });
});
