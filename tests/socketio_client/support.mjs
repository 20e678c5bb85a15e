// Shared by the scenarios: waiting with a deadline, and an exit code that says which step failed.
import process from "node:process";

export function within(promise, what, milliseconds = 30000) {
  let timer;
  const deadline = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no ${what} within ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([promise, deadline]).finally(() => clearTimeout(timer));
}

export function once(emitter, event, milliseconds) {
  return within(new Promise((resolve) => emitter.once(event, (...args) => resolve(args))), event, milliseconds);
}

export async function run(steps) {
  for (const [name, step] of Object.entries(steps)) {
    try {
      await step();
      console.log(`ok ${name}`);
    } catch (error) {
      console.log(`not ok ${name}: ${error.stack ?? error}`);
      process.exit(1);
    }
  }
  process.exit(0);
}
