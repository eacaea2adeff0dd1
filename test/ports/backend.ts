// Imported before the door: keeps the backend that the run has chosen, where the door would make WebAssembly the default.
import { currentBackend, setBackend } from "../../src/backend/index.ts";

setBackend(currentBackend());
