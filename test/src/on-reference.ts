// Imported before the door, whose default backend wants the compiled kernels of dist/ beside it: these tests need no speed.
import { reference, setBackend } from "../../src/backend/index.ts";

setBackend(reference);
