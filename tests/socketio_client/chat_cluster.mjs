// Two engines on one Redis and one database, chat members on both; then the second is killed:
// node chat_cluster.mjs URL_A URL_B JWT_SECRET ADMIN_TOKEN_A PID_B
import assert from "node:assert/strict";
import { openThread, token, User } from "./chat_support.mjs";
import { run } from "./support.mjs";

const [a, b, secret, adminToken, pid] = process.argv.slice(2);
const jwt = (user) => token(secret, { id: user, email: "", role: "CLIENT" });
const options = { transports: ["websocket"] };
const thread = "cluster";
let an, ba;

await run({
  async "meet on two engines"() {
    an = new User(a, jwt("an"), options);
    ba = new User(b, jwt("ba"), options);
    await Promise.all([an.take("connect"), ba.take("connect")]);
    await openThread(a, adminToken, thread, { an: "CLIENT", ba: "CLIENT" });
    await Promise.all([an.take("chat:thread-created"), ba.take("chat:thread-created")]);
    const { presence } = await an.join(thread);
    assert.deepEqual(presence, { an: true, ba: true });
    await ba.join(thread);
    await an.take("chat:presence", (p) => p.userId === "ba" && p.status === "online");
  },
  async "see each other's messages in one order"() {
    await Promise.all(Array.from({ length: 10 }, (_, i) => [an.send(thread, `a${i}`), ba.send(thread, `b${i}`)]).flat());
    const orders = [];
    for (const user of [an, ba]) {
      const order = [];
      while (order.length < 20) order.push((await user.take("chat:message")).message.body);
      orders.push(order);
    }
    assert.deepEqual(orders[1], orders[0]);
    assert.equal(new Set(orders[0]).size, 20);
  },
  async "see each other type"() {
    an.socket.emit("chat:typing", { threadId: thread, isTyping: true });
    assert.deepEqual(await ba.take("chat:typing"), { threadId: thread, userId: "an", isTyping: true });
    ba.socket.emit("chat:typing", { threadId: thread, isTyping: true });
    await an.take("chat:typing");
  },
  async "see each other read"() {
    await an.send(thread, "đọc chưa?");
    const { message } = await ba.take("chat:message");
    assert.deepEqual(await ba.ask("chat:read", { threadId: thread, messageId: message.id }), { success: true });
    assert.equal((await an.take("chat:read", (p) => p.userId === "ba" && p.messageId === message.id)).threadId, thread);
  },
  async "see each other come and go"() {
    const ca = new User(b, jwt("ca"), options);
    await openThread(b, process.argv[7] ?? adminToken, "three", { an: "CLIENT", ca: "CLIENT" });
    await an.take("chat:thread-created", (p) => p.thread.id === "three");
    ca.close();
    await an.take("chat:presence", (p) => p.userId === "ca" && p.status === "offline");
  },
  async "a killed engine's users are offline within the lease"() {
    an.seen = [];
    ba.socket.io.reconnection(false);
    const killed = Date.now();
    process.kill(Number(pid), "SIGKILL");
    await an.take("chat:presence", (p) => p.userId === "ba" && p.status === "offline", 60000);
    console.log(`# killed with its engine: offline after ${Date.now() - killed} ms`);
    assert.ok(Date.now() - killed <= 52000);
  },
});
