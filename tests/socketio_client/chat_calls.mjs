// Six calls a minute are let through on one connection: node chat_calls.mjs URL JWT_SECRET ADMIN_TOKEN
import assert from "node:assert/strict";
import { openThread, token, User } from "./chat_support.mjs";
import { run } from "./support.mjs";

const [base, secret, adminToken] = process.argv.slice(2);
const jwt = (user) => token(secret, { id: user, email: `${user}@example.com`, role: "CLIENT" });

await run({
  async "bounds what a connection asks for, whatever it is"() {
    await openThread(base, adminToken, "calls", { an: "CLIENT", ba: "FREELANCER" });
    const eager = new User(base, jwt("an"));
    const other = new User(base, jwt("an"));
    await eager.take("connect");
    await other.take("connect");
    await eager.join("calls");
    for (let i = 0; i < 3; ++i) await eager.send("calls", `tin ${i}`);
    for (let i = 0; i < 2; ++i) {
      const unread = await eager.ask("chat:send-message", { threadId: "calls" });
      assert.equal(unread.success, false);
      assert.doesNotMatch(unread.message, /quá nhanh/i);
    }
    const refused = await eager.ask("chat:send-message", { threadId: "calls", body: "thừa" });
    assert.equal(refused.success, false);
    assert.match(refused.message, /quá nhanh/i);
    const left = await eager.ask("chat:join", { threadId: "calls" });
    assert.equal(left.success, false);
    await other.join("calls");
    await other.send("calls", "vẫn được");
    eager.close();
    other.close();
  },
});
