#!/usr/bin/env node
// Starts the program that npm installed for this platform, and ends as it ends.
"use strict";

const { spawn } = require("node:child_process");
const { constants } = require("node:os");

const name = `@diptych/${process.platform}-${process.arch}`;
let program;
try {
  program = require.resolve(`${name}/bin/diptych${process.platform === "win32" ? ".exe" : ""}`);
} catch {
  console.error(
    `error: ${name} is not installed: there is no program for this platform, or npm was told to omit optional dependencies`,
  );
  process.exit(2);
}

const child = spawn(program, process.argv.slice(2), { stdio: "inherit" });
// The program tidies up and ends; this process waits for it.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => child.kill(signal));
}
child.on("error", (error) => {
  console.error(`error: ${program}: ${error.message}`);
  process.exit(2);
});
child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
