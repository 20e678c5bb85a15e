// More than the offline list holds, for a member who is away, then their return:
// node chat_offline.mjs URL JWT_SECRET ADMIN_TOKEN PLATFORM_TOKEN write|return
import assert from "node:assert/strict";
import { openThread, token, User } from "./chat_support.mjs";
import { run } from "./support.mjs";

const [base, secret, adminToken, platformToken, part] = process.argv.slice(2);
const jwt = (user) => token(secret, { id: user, email: `${user}@example.com`, role: "CLIENT" });
const options = { transports: ["websocket"] };
const total = 230;
const bodies = Array.from({ length: total }, (_, i) => `dòng ${i}`);

async function figure(name) {
  const answer = await fetch(`${base}/metrics`, { headers: { authorization: `Bearer ${platformToken}` } });
  const line = (await answer.text()).split("\n").find((each) => each.includes(`${name} `) && !each.startsWith("#"));
  return Number(line?.split(" ").at(-1));
}

const write = {
  async "writes to who is away"() {
    await openThread(base, adminToken, "away", { an: "CLIENT", ba: "CLIENT" });
    const an = new User(base, jwt("an"), options);
    await an.join("away");
    for (const body of bodies) await an.send("away", body, { tempId: body });
    for (let tries = 0; tries < 100 && !((await figure("chat_offline_overflow_total")) > 0); ++tries)
      await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(await figure("chat_offline_overflow_total"), total + 1 - 200);  // the new thread is an entry as well
    assert.equal(await figure("chat_connections"), 1);
    an.close();
  },
};
const comeBack = {
  async "gets every line in order, once"() {
    const ba = new User(base, jwt("ba"), { ...options, autoConnect: false });
    const got = [];
    ba.socket.on("chat:message", ({ message }, ack) => {
      got.push(message.body);
      if (typeof ack === "function") ack();
    });
    ba.socket.connect();
    await ba.take("chat:message", (p) => p.message.body === bodies.at(-1), 30000);
    assert.deepEqual(got, bodies);
    assert.deepEqual((await ba.take("chat:presence-sync")).threads.map((thread) => thread.threadId), ["away"]);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.equal(got.length, total);
    ba.close();
    const again = new User(base, jwt("ba"), options);
    await again.take("chat:presence-sync");
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual(again.all("chat:message"), []);
    again.close();
  },
};

await run(part === "write" ? write : comeBack);
