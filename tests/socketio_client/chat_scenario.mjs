// The whole contract of /chat against the running engine:
// node chat_scenario.mjs URL TRANSPORT[,TRANSPORT] JWT_SECRET ADMIN_TOKEN PLATFORM_TOKEN
import assert from "node:assert/strict";
import { openThread, rest, token, User } from "./chat_support.mjs";
import { run } from "./support.mjs";

const [base, transportList, secret, adminToken, platformToken] = process.argv.slice(2);
const transports = transportList.split(",");
const tag = transports.length > 1 ? "up" : transports[0];
const name = (user) => `${user}-${tag}`;
const claims = (user, role = "CLIENT") => ({ id: name(user), email: `${user}@example.com`, role });
const jwt = (user, role) => token(secret, claims(user, role));
const open = (user, role, options) => new User(base, jwt(user, role), { transports, ...options });
const refused = async (auth, options) => {
  const user = new User(base, auth, { transports, reconnection: false, ...options });
  const message = await user.take("connect_error");
  user.close();
  return message;
};
const thread = `t-${tag}`;
const full = ["id", "threadId", "body", "type", "senderId", "senderRole", "metadata", "sentAt", "sender", "richPayload",
  "editedAt", "deletedAt", "createdAt", "attachments", "receipts"];
let an, ba, first;

await run({
  async "refuses who brings no token"() {
    assert.equal(await refused({}), "Unauthorized socket connection");
    assert.equal(await refused({ token: "  " }), "Unauthorized socket connection");
  },
  async "refuses a token that is not ours"() {
    for (const bad of [
      "nonsense",
      token("another secret of thirty-two bytes!", claims("an")),
      token(secret, claims("an"), { alg: "none" }),
      token(secret, claims("an"), { alg: "HS512" }),
      token(secret, claims("an"), { seconds: -61 }),
      token(secret, { ...claims("an"), id: 1.5 }),
      token(secret, { ...claims("an"), id: [7] }),
      token(secret, claims("an"), { more: { crit: ["exp"] } }),
    ])
      assert.equal(await refused(bad), "Token is not validated");
  },
  async "refuses an unknown user"() {
    assert.equal(await refused(token(secret, { id: name("nobody"), email: "x@y" })), "Unauthorized socket connection");
  },
  async "finds the token in a header or a cookie"() {
    for (const extraHeaders of [{ authorization: `Bearer ${jwt("an")}` }, { cookie: `a=b; accessToken=${jwt("an")}` }]) {
      const user = new User(base, {}, { transports, extraHeaders });
      await user.take("connect");
      user.close();
    }
  },
  async "tells participants of a new thread"() {
    an = open("an");
    await an.take("connect");
    const made = await openThread(base, adminToken, thread, {
      [name("an")]: "CLIENT", [name("ba")]: "FREELANCER", [name("ca")]: "CLIENT",
    });
    const { thread: told } = await an.take("chat:thread-created");
    assert.deepEqual(told, made);
    assert.deepEqual(Object.keys(told).sort(), ["contractId", "id", "jobPostId", "participants", "subject", "type"]);
    assert.equal(told.participants[1].role, "FREELANCER");
    assert.deepEqual(told.participants[0].profile, { firstName: name("an").toUpperCase(), lastName: null });
  },
  async "syncs presence"() {
    ba = new User(base, token(secret, { id: name("ba"), email: "ba@example.com" }), { transports });
    const { threads } = await ba.take("chat:presence-sync");
    assert.equal(threads[0].threadId, thread);
    assert.equal(threads[0].presence[name("an")], true);
    assert.equal(threads[0].presence[name("ca")], false);
    assert.equal(threads[0].participants.length, 3);
    const online = await an.take("chat:presence", (p) => p.userId === name("ba"));
    assert.deepEqual(online, { threadId: thread, userId: name("ba"), status: "online" });
  },
  async "upgrades"() {
    if (transports.length > 1 && ba.socket.io.engine.transport.name === "polling")
      await new Promise((resolve) => ba.socket.io.engine.once("upgrade", resolve));
    assert.equal(ba.socket.io.engine.transport.name, transports.at(-1));
  },
  async "joins, and says why not"() {
    const ask = (payload) => an.ask("chat:join", payload);
    assert.deepEqual(await ask({}), { success: false, message: "Thiếu threadId" });
    assert.deepEqual(await ask(undefined), { success: false, message: "Thiếu threadId" });
    assert.deepEqual(await ask({ threadId: "elsewhere" }),
      { success: false, message: "Bạn không có quyền truy cập cuộc hội thoại này" });
    const { thread: joined, presence } = await an.join(thread);
    assert.equal(joined.id, thread);
    assert.deepEqual(presence, { [name("an")]: true, [name("ba")]: true, [name("ca")]: false });
    await ba.join(thread);
    await an.take("chat:presence", (p) => p.userId === name("ba") && p.status === "online");
  },
  async "staff are not told which threads there are"() {
    const lan = open("lan", "operator");
    assert.deepEqual(await lan.ask("chat:join", { threadId: "nowhere" }),
      { success: false, message: "Bạn không có quyền truy cập cuộc hội thoại này" });
    lan.close();
  },
  async "relays typing to the others"() {
    an.socket.emit("chat:typing", { threadId: thread, isTyping: true });
    assert.deepEqual(await ba.take("chat:typing"), { threadId: thread, userId: name("an"), isTyping: true });
    an.socket.emit("chat:typing", { threadId: thread, isTyping: false });
    assert.equal((await ba.take("chat:typing")).isTyping, false);
    an.socket.emit("chat:typing", { isTyping: true });
    assert.deepEqual(an.all("chat:typing"), []);
  },
  async "carries a message to everybody in the room"() {
    await an.send(thread, "  xin chào 😀  ", { tempId: "t-1", metadata: { a: 1 } });
    const mine = await an.take("chat:message");
    first = await ba.take("chat:message");
    assert.deepEqual(mine, first);
    assert.equal(first.tempId, "t-1");
    const message = first.message;
    for (const key of full) assert.ok(key in message, key);
    assert.equal(message.body, "xin chào 😀");
    assert.equal(message.type, "USER");
    assert.equal(message.senderId, name("an"));
    assert.equal(message.senderRole, "CLIENT");
    assert.deepEqual(message.metadata, { a: 1 });
    assert.match(message.sentAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.deepEqual(Object.keys(message.sender).sort(), ["avatar", "email", "id", "profile", "role"]);
    assert.equal(message.receipts.length, 3);
    const own = message.receipts.find((r) => r.participant.userId === name("an"));
    assert.ok(own.deliveredAt && own.readAt);
    assert.equal(JSON.stringify(message).includes("password"), false);
  },
  async "refuses messages with the contract's words"() {
    const ask = (payload) => an.ask("chat:send-message", payload);
    const incomplete = { success: false, message: "Thiếu dữ liệu tin nhắn" };
    assert.deepEqual(await ask({}), incomplete);
    assert.deepEqual(await ask({ threadId: thread, body: "   " }), incomplete);
    assert.deepEqual(await ask({ threadId: "elsewhere", body: "x" }),
      { success: false, message: "Bạn không thể gửi tin nhắn trong cuộc hội thoại này" });
    const failed = { success: false, message: "Không thể gửi tin nhắn" };
    assert.deepEqual(await ask({ threadId: thread, body: "x", type: "SYSTEM" }), failed);
    assert.deepEqual(await ask({ threadId: thread, body: "x".repeat(70000) }), failed);
    assert.deepEqual(await ask({ threadId: thread, attachments: [{ provider: "r2", kind: "file", url: "javascript:1" }] }), failed);
  },
  async "carries attachments"() {
    const url = "https://cdn.example/a.png";
    await an.send(thread, "", { attachments: [{ provider: "r2", kind: "image", url, mime: "image/png", name: "a.png", size: 9, key: "k" }] });
    const { message } = await ba.take("chat:message");
    assert.equal(message.attachments[0].url, url);
    assert.equal(message.attachments[0].mimeType, "image/png");
    assert.equal(message.attachments[0].messageId, message.id);
    await an.take("chat:message");
  },
  async "stores a repeated message once"() {
    await an.send(thread, "một lần", { tempId: "t-2" });
    await an.send(thread, "một lần", { tempId: "t-2" });
    await ba.take("chat:message", (p) => p.tempId === "t-2");
    await an.take("chat:message", (p) => p.tempId === "t-2");
    assert.deepEqual(await an.ask("chat:send-message", { threadId: thread, body: "anders", tempId: "t-2" }),
      { success: false, message: "Không thể gửi tin nhắn" });
    const { body } = await rest(base, "GET", `/api/chat/threads/${thread}/messages`, jwt("an"));
    assert.equal(body.data.filter((m) => m.body === "một lần").length, 1);
    assert.equal(ba.all("chat:message").length, 0);
  },
  async "marks what was delivered"() {
    const receipts = async () => {
      const { body } = await rest(base, "GET", `/api/chat/threads/${thread}/messages?includeReceipts=true`, jwt("an"));
      return body.data[0].receipts.find((r) => r.participant.userId === name("ba"));
    };
    for (let tries = 0; tries < 50 && !(await receipts()).deliveredAt; ++tries) await new Promise((r) => setTimeout(r, 100));
    const receipt = await receipts();
    assert.ok(receipt.deliveredAt);
    assert.equal(receipt.readAt, null);
  },
  async "tells a room once that a line has reached many"() {
    const room = `room-${tag}`;
    const members = ["ra", "rb", "rc", "rd"];
    await openThread(base, adminToken, room, Object.fromEntries(members.map((m) => [name(m), "CLIENT"])));
    const watchers = members.map((m) => open(m));
    for (const each of watchers) await each.take("connect");
    for (const each of watchers) assert.ok((await each.ask("chat:join", { threadId: room })).success);
    // Who answers a moment later than the others is told of by an event of their own.
    let events = 3;
    for (let line = 0; line < 10 && events > 1; ++line) {
      await watchers[0].send(room, `cả nhà ơi ${line}`);
      const { message } = await watchers[0].take("chat:message", (p) => p.message.threadId === room);
      const reached = [];
      for (events = 0; reached.length < 3; ++events) {
        const told = await watchers[0].take("chat:delivered", (p) => p.threadId === room);
        assert.equal(told.messageId, message.id);
        assert.ok(told.userId ? !told.userIds : told.userIds.length > 1);
        reached.push(...(told.userIds ?? [told.userId]));
      }
      assert.deepEqual(reached.sort(), members.slice(1).map(name).sort());  // nobody twice
    }
    assert.equal(events, 1);  // of three people, in one of the tries
    for (const each of watchers) each.close();
  },
  async "marks what was read, only forward"() {
    const ask = (payload) => ba.ask("chat:read", payload);
    assert.deepEqual(await ask({ threadId: thread }), { success: false, message: "Thiếu thông tin cập nhật đọc tin" });
    assert.deepEqual(await ask({ threadId: "elsewhere", messageId: first.message.id }),
      { success: false, message: "Bạn không thuộc cuộc hội thoại này" });
    assert.deepEqual(await ask({ threadId: thread, messageId: "unknown" }),
      { success: false, message: "Không thể cập nhật trạng thái đọc" });
    assert.deepEqual(await ask({ threadId: thread, messageId: first.message.id }), { success: true });
    const read = await an.take("chat:read");
    assert.deepEqual([read.threadId, read.messageId, read.userId], [thread, first.message.id, name("ba")]);
    assert.ok(read.receipt.readAt);
    await ba.take("chat:read");
    const { body } = await rest(base, "GET", `/api/chat/threads/${thread}`, token(secret, { id: name("ba"), email: "" }));
    assert.equal(body.unreadMessagesCount, 2);
  },
  async "tells who is not in the room"() {
    assert.deepEqual(await ba.ask("chat:leave", {}), { success: false, message: "Thiếu threadId" });
    assert.deepEqual(await ba.ask("chat:leave", { threadId: thread }), { success: true });
    assert.deepEqual(await ba.ask("chat:leave", { threadId: "elsewhere" }), { success: true });
    await an.send(thread, "ba có đó không?");
    const unread = await ba.take("chat:thread-unread");
    assert.equal(unread.threadId, thread);
    assert.equal(unread.message.body, "ba có đó không?");
    assert.equal(ba.all("chat:message").length, 0);
    await an.take("chat:message");
    await ba.join(thread);  // reads everything
    const read = await an.take("chat:read");
    assert.equal(read.messageId, unread.message.id);
  },
  async "brings what was missed, in order, once"() {
    const ca = open("ca", "CLIENT", { autoConnect: false });
    const acked = [];
    ca.socket.on("chat:message", (payload, ack) => { acked.push(payload.message.body); if (typeof ack === "function") ack(); });
    ca.socket.connect();
    await ca.take("chat:message", (p) => p.message.body === "ba có đó không?");
    assert.deepEqual(acked, ["xin chào 😀", "", "một lần", "ba có đó không?"]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    ca.close();
    await an.take("chat:presence", (p) => p.userId === name("ca") && p.status === "offline");
    const again = open("ca");
    await again.take("chat:presence-sync");
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual(again.all("chat:message"), []);
    again.close();
  },
  async "answers the REST routes"() {
    const list = await rest(base, "GET", "/api/chat/threads?limit=5", jwt("an"));
    assert.deepEqual(Object.keys(list.body).sort(), ["data", "hasMore", "limit", "page", "total"]);
    assert.equal(list.body.data[0].id, thread);
    assert.equal(list.body.data[0].messages.length, 1);
    assert.equal(list.body.data[0]._count.messages, 4);
    const page = await rest(base, "GET", `/api/chat/threads/${thread}/messages?limit=2`, jwt("an"));
    assert.deepEqual([page.body.hasMore, page.body.data.length], [true, 2]);
    const older = await rest(base, "GET", `/api/chat/threads/${thread}/messages?limit=2&cursor=${page.body.nextCursor}`, jwt("an"));
    assert.equal(older.body.data[0].id, first.message.id);
    assert.equal(older.body.hasMore, false);
    const none = await fetch(`${base}/api/chat/threads`);
    assert.deepEqual([none.status, (await none.json()).message], [401, "No token provided"]);
    const over = await rest(base, "GET", "/api/chat/threads", token(secret, claims("an"), { seconds: -61 }));
    assert.deepEqual([over.status, over.body.message], [410, "Token is not validated"]);
    assert.equal((await rest(base, "GET", "/api/chat/threads?nonsense=1", jwt("an"))).status, 422);
    assert.equal((await rest(base, "GET", "/api/chat/threads?limit=0", jwt("an"))).status, 400);
    assert.equal((await rest(base, "GET", "/api/chat/threads/nowhere", jwt("an"))).body.message, "Chat thread not found");
    const foreign = await rest(base, "GET", `/api/chat/threads/${thread}`, jwt("da"));
    assert.deepEqual([foreign.status, foreign.body.message], [403, "You are not a participant of this chat thread"]);
    const wrong = await rest(base, "POST", `/api/chat/threads/${thread}/read`, jwt("an"), { messageId: "x" });
    assert.deepEqual([wrong.status, wrong.body.message], [400, "Message does not belong to this thread"]);
    const unread = async () => (await rest(base, "GET", `/api/chat/threads/${thread}`, jwt("an"))).body.unreadMessagesCount;
    const before = await unread();
    for (const text of ['{"messageId":"', "[1]", '"x"', '{"messageId":5}', '{"messageID":"x"}', '{"messageId":"a","messageId":"b"}']) {
      const answer = await fetch(`${base}/api/chat/threads/${thread}/read`, {
        method: "POST", body: text, headers: { authorization: `Bearer ${jwt("an")}`, "content-type": "application/json" } });
      assert.deepEqual([text, answer.status, (await answer.json()).errorCode], [text, 422, 2001]);
    }
    assert.equal(await unread(), before);
    const read = await rest(base, "POST", `/api/chat/threads/${thread}/read`, jwt("an"), {});
    assert.equal(read.body.lastReadMessageId, read.body.participant.lastReadMessageId);
  },
  async "gives every member one order"() {
    const busy = `busy-${tag}`;
    const users = ["ea", "fa", "ga"];
    await openThread(base, adminToken, busy, Object.fromEntries(users.map((user) => [name(user), "CLIENT"])));
    const here = users.map((user) => open(user));
    for (const user of here) await user.join(busy);
    await Promise.all(here.flatMap((user, who) => Array.from({ length: 10 }, (_, i) => user.send(busy, `${who}-${i}`))));
    const orders = [];
    for (const user of here) {
      const order = [];
      while (order.length < 30) order.push((await user.take("chat:message")).message.body);
      orders.push(order);
      user.close();
    }
    assert.deepEqual(orders[1], orders[0]);
    assert.deepEqual(orders[2], orders[0]);
    for (const who of [0, 1, 2])
      assert.deepEqual(orders[0].filter((body) => body.startsWith(`${who}-`)), Array.from({ length: 10 }, (_, i) => `${who}-${i}`));
  },
  async "tells the room before the sender is acknowledged"() {
    const first = `first-${tag}`;
    await openThread(base, adminToken, first, { [name("sa")]: "CLIENT", [name("ta")]: "CLIENT" });
    const sa = open("sa");
    const ta = open("ta");
    await ta.join(first);
    await sa.join(first);
    await sa.send(first, "chào");
    await sa.take("chat:message");  // has caught up with what it missed
    const order = [];
    sa.socket.on("chat:message", ({ tempId }) => order.push(`said ${tempId}`));
    const sends = Array.from({ length: 20 }, (_, i) =>
      sa.send(first, `${i}`, { tempId: `${i}` }).then(() => order.push(`taken ${i}`)));
    await Promise.all(sends);
    for (let i = 0; i < 20; ++i)
      assert.ok(order.indexOf(`said ${i}`) >= 0 && order.indexOf(`said ${i}`) < order.indexOf(`taken ${i}`), order.join(", "));
    assert.deepEqual(order.filter((each) => each.startsWith("taken")), Array.from({ length: 20 }, (_, i) => `taken ${i}`));
    sa.close();
    ta.close();
  },
  async "takes a number for a message's name"() {
    const numbered = `numbered-${tag}`;
    await openThread(base, adminToken, numbered, { [name("na")]: "CLIENT", [name("oa")]: "CLIENT" });
    const na = open("na");
    const oa = open("oa");
    await na.join(numbered);
    await oa.join(numbered);
    for (const tempId of [1732800000123, 0, 7.5]) {
      await na.send(numbered, `gửi ${tempId}`, { tempId });
      await na.send(numbered, `gửi ${tempId}`, { tempId });
      await na.send(numbered, `gửi ${tempId}`, { tempId: `${tempId}` });
      assert.equal((await na.take("chat:message")).tempId, tempId);
      assert.equal((await oa.take("chat:message")).tempId, tempId);
    }
    for (const tempId of [true, [1], { a: 1 }])
      assert.deepEqual(await na.ask("chat:send-message", { threadId: numbered, body: "x", tempId }),
        { success: false, message: "Không thể gửi tin nhắn" });
    const { body } = await rest(base, "GET", `/api/chat/threads/${numbered}/messages`, jwt("na"));
    assert.equal(body.data.length, 3);
    assert.deepEqual([na.all("chat:message"), oa.all("chat:message")], [[], []]);
    na.close();
    oa.close();
  },
  async "keeps what stands around half a character"() {
    const broken = `broken-${tag}`;
    await openThread(base, adminToken, broken, { [name("pa")]: "CLIENT" });
    const pa = open("pa");
    await pa.join(broken);
    await pa.send(broken, "anh \ud83d oi", { metadata: { from: "\ude00" } });
    const { message } = await pa.take("chat:message");
    assert.equal(message.body, "anh \ufffd oi");
    assert.deepEqual(message.metadata, { from: "\ufffd" });
    const { body } = await rest(base, "GET", `/api/chat/threads/${broken}/messages`, jwt("pa"));
    assert.equal(body.data[0].body, "anh \ufffd oi");
    pa.close();
  },
  async "limits a user to 25 messages a minute"() {
    const fast = `fast-${tag}`;
    await openThread(base, adminToken, fast, { [name("ha")]: "CLIENT", [name("ia")]: "CLIENT" });
    const ha = open("ha");
    await ha.join(fast);
    await ha.ask("chat:send-message", { threadId: fast, body: " " });  // costs nothing
    const answers = [];
    for (let i = 0; i < 27; ++i) answers.push(await ha.ask("chat:send-message", { threadId: fast, body: `${i}`, tempId: `${i}` }));
    assert.equal(answers.filter((answer) => answer.success).length, 25);
    assert.equal(answers[25].message, "Bạn đang gửi tin nhắn quá nhanh, vui lòng thử lại sau.");
    assert.equal((await ha.ask("chat:send-message", { threadId: fast, body: "3", tempId: "3" })).success, true);  // known
    ha.close();
  },
  async "goes the way of every customer message"() {
    const conversation = `c-${tag}`;
    const posted = await rest(base, "POST", "/api/v1/enhanced-handle-message", platformToken, {
      conversation_id: conversation, message_id: `m-${tag}`, message_content: "xin chào shop", sender_id: name("ka"),
      sender_type: "user", timestamp: Date.now() / 1000, metadata: { platform: "facebook" },
    });
    assert.equal(posted.status, 200);
    const ka = new User(base, token(secret, { id: name("ka"), email: "" }), { transports });  // known by their message
    await ka.join(conversation);
    await ka.send(conversation, "còn size M không ạ?", { tempId: "b-1" });
    await ka.take("chat:message", (p) => p.tempId === "b-1");
    const { message } = await ka.take("chat:message", (p) => p.message.speaker === "bot");
    assert.ok(message.body.length > 0);
    assert.equal(message.senderId, null);
    const lan = open("lan", "operator");
    await rest(base, "POST", "/api/chat/threads", adminToken,
      { id: conversation, participants: [{ userId: name("lan"), role: "ADMIN" }] });
    await lan.join(conversation);
    await lan.send(conversation, "Em là Lan ạ");
    const answer = await ka.take("chat:message", (p) => p.message.senderId === name("lan"));
    assert.equal(answer.message.senderRole, "ADMIN");
    assert.equal(answer.message.speaker, "operator");
    ka.close();
    lan.close();
  },
  async "lets staff into no conversation they do not take part in"() {
    const closed = `closed-${tag}`;
    await openThread(base, adminToken, closed, { [name("ua")]: "CLIENT", [name("va")]: "FREELANCER" });
    for (const role of ["ADMIN", "ARBITRATOR", "operator"]) {
      const who = `wa-${role}`;
      const wa = open(who, role);
      const said = async (event, more) => (await wa.ask(event, { threadId: closed, ...more })).message;
      assert.equal(await said("chat:join"), "Bạn không có quyền truy cập cuộc hội thoại này");
      assert.equal(await said("chat:send-message", { body: "x" }), "Bạn không thể gửi tin nhắn trong cuộc hội thoại này");
      assert.equal(await said("chat:read", { messageId: "x" }), "Bạn không thuộc cuộc hội thoại này");
      for (const [method, path] of [["GET", ""], ["GET", "/messages"], ["POST", "/read"]]) {
        const answer = await rest(base, method, `/api/chat/threads/${closed}${path}`, jwt(who, role), method === "POST" ? {} : undefined);
        assert.deepEqual([answer.status, answer.body.errorCode, answer.body.message],
          [403, 3000, "You are not a participant of this chat thread"]);
      }
      wa.close();
    }
    const { body } = await rest(base, "GET", `/api/chat/threads/${closed}`, jwt("ua"));
    assert.deepEqual(body.participants.map((each) => each.userId), [name("ua"), name("va")]);
    // Let in by the administrator they take part.
    const added = await rest(base, "POST", "/api/chat/threads", adminToken,
      { id: closed, participants: [{ userId: name("wa-ADMIN"), role: "ADMIN" }] });
    assert.equal(added.status, 200);
    const wa = open("wa-ADMIN", "ADMIN");
    await wa.join(closed);
    wa.close();
  },
  async "gives who was staff no more than their newest token says"() {
    const desk = `desk-${tag}`;
    await openThread(base, adminToken, desk, { [name("xa")]: "ADMIN", [name("ya")]: "CLIENT" });
    const now = Math.floor(Date.now() / 1000);
    const as = (role, age) => token(secret, { ...claims("xa", role), iat: now - age });
    const come = (role, age) => new User(base, as(role, age), { transports });
    const staff = come("ADMIN", 20);
    await staff.join(desk);
    const customer = come("CLIENT", 10);
    assert.deepEqual(await staff.take("chat:token-over"), { message: "Token is not validated" });
    assert.equal(await staff.take("disconnect"), "io server disconnect");
    const ya = open("ya");
    await ya.join(desk);
    await ya.send(desk, "chỉ cho nhân viên");
    await ya.take("chat:message");
    const old = come("ADMIN", 20);  // not over, and no more than the newer one
    for (const [who, bearer] of [[customer, as("CLIENT", 10)], [old, as("ADMIN", 20)]]) {
      const said = async (event, more) => (await who.ask(event, { threadId: desk, ...more })).message;
      assert.equal(await said("chat:join"), "Bạn không có quyền truy cập cuộc hội thoại này");
      assert.equal(await said("chat:send-message", { body: "x" }), "Bạn không thể gửi tin nhắn trong cuộc hội thoại này");
      assert.equal(await said("chat:read", { messageId: "x" }), "Bạn không thuộc cuộc hội thoại này");
      for (const path of [`/${desk}`, `/${desk}/messages`])
        assert.equal((await rest(base, "GET", `/api/chat/threads${path}`, bearer)).status, 403);
      assert.equal((await rest(base, "GET", "/api/chat/threads", bearer)).body.total, 0);
      assert.deepEqual([who.all("chat:message"), who.all("chat:thread-unread"), who.all("chat:presence-sync")], [[], [], []]);
    }
    const again = come("ADMIN", 0);  // staff again: what was kept from them comes
    await again.take("chat:message", (p) => p.message.body === "chỉ cho nhân viên");
    await again.join(desk);
    for (const user of [staff, customer, old, again, ya]) user.close();
  },
  async "gives nobody a conversation for naming it first"() {
    const named = `named-${tag}`;
    const bearer = token(secret, { ...claims("za"), userId: name("za") });
    const sync = (sessionId) => fetch(`${base}/api/chathistory/sync`, {
      method: "POST", headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
      body: JSON.stringify({ userId: name("za"), sessionId, userMessage: "của tôi" }) });
    assert.equal((await sync(named)).status, 200);
    assert.equal((await sync("W-17")).status, 403);
    const za = new User(base, bearer, { transports });
    await za.join(named);
    const posted = await rest(base, "POST", "/api/v1/enhanced-handle-message", platformToken, {
      conversation_id: named, message_id: `named-${tag}`, message_content: "xin chào shop", sender_id: name("zb"),
      sender_type: "user", timestamp: Date.now() / 1000, metadata: { platform: "facebook" },
    });
    assert.equal(posted.status, 200);
    const zb = new User(base, token(secret, { id: name("zb"), email: "" }), { transports });
    const { thread: joined } = await zb.join(named);
    assert.deepEqual(joined.participants.map((each) => each.userId), [name("zb")]);
    await zb.send(named, "chỉ của em", { tempId: "z-1" });
    await zb.take("chat:message", (p) => p.tempId === "z-1");
    const refusals = [["chat:join", {}], ["chat:send-message", { body: "x" }], ["chat:read", { messageId: "x" }]];
    for (const [event, more] of refusals)
      assert.equal((await za.ask(event, { threadId: named, ...more })).success, false, event);
    assert.equal(za.all("chat:message").some((p) => p.message.threadId === named && p.message.body !== "của tôi"), false);
    const mine = (path) => fetch(`${base}/api/chathistory/${name("za")}/sessions${path}`, { headers: { authorization: `Bearer ${bearer}` } });
    assert.equal((await mine(`/${named}`)).status, 403);
    assert.equal((await sync(named)).status, 403);
    const [session, ...others] = await (await mine("")).json();
    assert.deepEqual([session.sessionId.startsWith("own-"), others], [true, []]);
    assert.equal((await (await mine(`/${session.sessionId}`)).json()).messages[0].userMessage, "của tôi");
    const theirs = await rest(base, "GET", `/api/chat/threads/${named}/messages`, token(secret, { id: name("zb"), email: "" }));
    assert.equal(theirs.body.data.some((m) => m.body === "của tôi"), false);
    for (const user of [za, zb]) user.close();
  },
  async "ends a connection whose token is over, unless it brings a new one"() {
    const short = (user) => new User(base, token(secret, claims(user), { seconds: -57 }), { transports });
    const ra = short("ra");
    await ra.take("connect");
    const qa = short("qa");
    await qa.take("connect");
    const renew = (bearer) => ra.ask("chat:authenticate", { token: bearer });
    assert.deepEqual(await renew("nonsense"), { success: false, message: "Token is not validated" });
    assert.deepEqual(await renew(undefined), { success: false, message: "Unauthorized socket connection" });
    for (const other of [jwt("qa"), jwt("ra", "ADMIN")])
      assert.deepEqual(await renew(other), { success: false, message: "Unauthorized socket connection" });
    assert.deepEqual(await renew(jwt("ra")), { success: true });
    assert.deepEqual(await qa.take("chat:token-over"), { message: "Token is not validated" });
    assert.equal(await qa.take("disconnect"), "io server disconnect");
    qa.socket.connect();
    assert.equal(await qa.take("connect_error"), "Token is not validated");
    // The other one's first token ended no later.
    assert.deepEqual(await ra.ask("chat:leave", { threadId: "any" }), { success: true });
    assert.deepEqual([ra.socket.connected, ra.all("chat:token-over")], [true, []]);
    ra.close();
    qa.close();
  },
  async "says who went"() {
    ba.close();
    assert.equal((await an.take("chat:presence", (p) => p.userId === name("ba") && p.status === "offline")).threadId, thread);
    an.close();
  },
});
