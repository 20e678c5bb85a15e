// A headless Chromium that does what it is told: one JSON command a line on stdin, one JSON answer a line on stdout.
// Arguments: the browser's program, a folder for its profile (kept between tabs, so a visitor can come back).
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const [executablePath, profile] = process.argv.slice(2);
const context = await chromium.launchPersistentContext(profile, {
  executablePath,
  headless: true,
  viewport: { width: 1100, height: 760 },
  locale: "vi-VN",
  chromiumSandbox: process.getuid() !== 0, // root has none, in containers of a CI for example
  args: ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
context.setDefaultTimeout(20_000);
await context.addInitScript(() => {
  // What injected markup would try first.
  window.alert = () => console.error("alert was called");
});

let page = null;
const problems = [];

const commands = {
  async open({ url }) {
    page = await context.newPage();
    page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => {
      problems.push(`dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(`console: ${message.text()}`);
    });
    await page.goto(url);
  },
  close: () => page.close(),
  click: ({ selector }) => page.locator(selector).first().click(),
  type: ({ text }) => page.keyboard.type(text),
  press: ({ key }) => page.keyboard.press(key),
  see: ({ selector, text }) => page.locator(selector).filter({ hasText: text }).first().waitFor({ state: "visible" }),
  gone: ({ selector }) => page.locator(selector).first().waitFor({ state: "hidden" }),
  texts: ({ selector }) => page.locator(selector).allTextContents(),
  // What a screen reader finds.
  roles: ({ role, name }) => page.getByRole(role, { name, exact: true }).count(),
  attributes: ({ selector, name }) => page.locator(selector).evaluateAll((all, n) => all.map((e) => e.getAttribute(n) ?? ""), name),
  overflows: () => page.evaluate(() => {
    const shadow = document.querySelector("[data-tongdai]").shadowRoot;
    const panel = shadow.querySelector(".panel").getBoundingClientRect();
    const problems = [];
    if (panel.left < 0 || panel.top < 0 || panel.right > innerWidth || panel.bottom > innerHeight) problems.push("panel");
    for (const each of shadow.querySelectorAll(".msg, .text, .head h2, .note, .state, form, .go, .cards, .choices")) {
      const box = each.getBoundingClientRect();
      if (box.width && (box.left < panel.left - 0.5 || box.right > panel.right + 0.5)) problems.push(each.className);
    }
    return problems;
  }),
  count: ({ selector }) => page.locator(selector).count(),
  focused: () => page.evaluate(() => {
    let at = document.activeElement;
    while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
    return at ? at.className || at.tagName.toLowerCase() : "";
  }),
  evaluate: ({ script }) => page.evaluate(script),
  colours: ({ scheme }) => page.emulateMedia({ colorScheme: scheme }),
  size: ({ width, height }) => page.setViewportSize({ width, height }),
  picture: ({ path }) => page.screenshot({ path }),
  forgetProblems: () => problems.splice(0).length,
  problems: () => problems,
};

process.stdout.write(`${JSON.stringify({ ok: true, value: "ready" })}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const command = JSON.parse(line);
    answer = { ok: true, value: (await commands[command.do](command)) ?? null };
  } catch (error) {
    answer = { ok: false, value: String(error.message || error).split("\n").slice(0, 6).join("\n") };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await context.close();
