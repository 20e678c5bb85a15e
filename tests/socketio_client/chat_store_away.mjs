// A member who connects while the store is away: node chat_store_away.mjs URL JWT_SECRET ADMIN_TOKEN write|return
import assert from "node:assert/strict";
import { openThread, rest, token, User } from "./chat_support.mjs";
import { run } from "./support.mjs";

const [base, secret, adminToken, part] = process.argv.slice(2);
const jwt = (user) => token(secret, { id: user, email: `${user}@example.com`, role: "CLIENT" });
const options = { transports: ["websocket"] };
const bodies = ["một", "hai", "ba"];

const write = {
  async "writes to who is away"() {
    await openThread(base, adminToken, "away", { an: "CLIENT", ba: "CLIENT" });
    const an = new User(base, jwt("an"), options);
    await an.join("away");
    for (const body of bodies) await an.send("away", body);
    an.close();
  },
};
const comeBack = {
  async "gets what it missed, and what is said then, on the same connection"() {
    const ba = new User(base, jwt("ba"), options);
    const seen = [];
    ba.socket.on("chat:message", ({ message }, ack) => {
      seen.push(message.body);
      if (typeof ack === "function") ack();
    });
    await ba.take("connect");
    for (const body of bodies) await ba.take("chat:message", ({ message }) => message.body === body, 60000);
    // What is said before all of that is written down still belongs to what was missed.
    const isDelivered = (message) => message.receipts.some((r) => r.participant.userId === "ba" && r.deliveredAt);
    for (let tries = 0; ; ++tries) {
      const { body } = await rest(base, "GET", "/api/chat/threads/away/messages?includeReceipts=true", jwt("an"));
      if (body.data.length === bodies.length && body.data.every(isDelivered)) break;
      assert.ok(tries < 200, "what it took was not written down");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const an = new User(base, jwt("an"), options);
    await an.join("away");
    await an.send("away", "và bốn");
    await ba.take("chat:thread-unread", ({ threadId }) => threadId === "away");
    await ba.join("away");
    await an.send("away", "và năm");
    await ba.take("chat:message", ({ message }) => message.body === "và năm");
    assert.deepEqual(seen, [...bodies, "và năm"]);
    assert.equal(ba.all("connect").length, 0, "it connected twice");
    an.close();
    ba.close();
  },
};

await run(part === "write" ? write : comeBack);
