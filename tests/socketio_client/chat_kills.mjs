// A member with many missed lines whose engine dies while it brings them:
// node chat_kills.mjs URL JWT_SECRET ADMIN_TOKEN TOTAL WINDOW write|return USER…
import assert from "node:assert/strict";
import { openThread, token, User } from "./chat_support.mjs";
import { run } from "./support.mjs";

const [base, secret, adminToken, count, window, part, ...users] = process.argv.slice(2);
const jwt = (user) => token(secret, { id: user, email: `${user}@example.com`, role: "CLIENT" });
const options = { transports: ["websocket"] };
const bodies = Array.from({ length: Number(count) }, (_, i) => `dòng ${i}`);

const write = {
  async "writes to who is away"() {
    await openThread(base, adminToken, "away", Object.fromEntries(["an", ...users].map((user) => [user, "CLIENT"])));
    const an = new User(base, jwt("an"), options);
    await an.join("away");
    for (const body of bodies) await an.send("away", body, { tempId: body });
    an.close();
  },
};
const comeBack = {
  async "gets every line, in order, few of them twice"() {
    const user = new User(base, jwt(users[0]), { ...options, autoConnect: false });
    const connections = [];  // the bodies each brought
    user.socket.on("connect", () => connections.push([]));
    user.socket.on("chat:message", ({ message }, ack) => {
      connections.at(-1).push(message.body);
      if (typeof ack === "function") ack();
    });
    user.socket.connect();
    const complete = () => new Set(connections.flat()).size === bodies.length;
    for (let tries = 0; tries < 900 && !(complete() && connections.length > 1); ++tries)
      await new Promise((resolve) => setTimeout(resolve, 100));
    user.close();
    const seen = connections.flat();
    assert.deepEqual([...new Set(seen)], bodies);
    for (const brought of connections) {
      const first = bodies.indexOf(brought[0]);
      assert.deepEqual(brought, brought.length ? bodies.slice(first, first + brought.length) : []);
    }
    const repeats = seen.length - bodies.length;
    console.log(`# ${connections.map((brought) => brought.length).join(" + ")} lines, ${repeats} twice`);
    assert.ok(connections.length > 1, "the engine did not die");
    assert.ok(repeats <= Number(window), `${repeats} lines came twice`);
  },
  async "and none of them ever again"() {
    let left;
    for (let tries = 0; tries < 20 && left !== 0; ++tries) {  // the last marks are stored a moment later
      const again = new User(base, jwt(users[0]), options);
      await again.take("chat:presence-sync", () => true, 30000);
      await new Promise((resolve) => setTimeout(resolve, 200));
      left = again.all("chat:message").length;
      again.close();
    }
    assert.equal(left, 0);
  },
};

await run(part === "write" ? write : comeBack);
