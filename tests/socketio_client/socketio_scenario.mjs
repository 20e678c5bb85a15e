// socket.io-client against the test server of official_client_e2e_test.cpp:
// node socketio_scenario.mjs PORT TRANSPORT[,TRANSPORT]
import assert from "node:assert/strict";
import { io } from "socket.io-client";
import { once, run, within } from "./support.mjs";

const [port, transports] = [process.argv[2], process.argv[3].split(",")];
const upgrades = transports.length > 1;
const url = `http://127.0.0.1:${port}`;
const open = (nsp, auth) =>
  io(url + nsp, { transports, auth, forceNew: true, reconnectionDelay: 20, reconnectionDelayMax: 50 });

const socket = open("/", { token: "123" });
const greeting = once(socket, "auth");

await run({
  connects: () => once(socket, "connect"),
  async "sees its auth object"() {
    assert.deepEqual(await greeting, [{ token: "123" }]);
  },
  async "upgrades"() {
    if (upgrades && socket.io.engine.transport.name === "polling") await once(socket.io.engine, "upgrade");
    assert.equal(socket.io.engine.transport.name, transports.at(-1));
  },
  async "events come back in order"() {
    const received = [];
    const all = within(
      new Promise((resolve) => socket.on("message-back", (n) => received.push(n) === 300 && resolve())),
      "300 events"
    );
    for (let i = 0; i < 300; ++i) socket.emit("message", i);
    await all;
    assert.deepEqual(received, Array.from({ length: 300 }, (_, i) => i));
    socket.off("message-back");
  },
  async "the server acknowledges"() {
    const answer = await socket.timeout(5000).emitWithAck("message-with-ack", { "xin chào": [1, null, "😀"] });
    assert.deepEqual(answer, { "xin chào": [1, null, "😀"] });
  },
  async "a thousand acknowledgements"() {
    const calls = Array.from({ length: 1000 }, (_, i) => socket.timeout(9000).emitWithAck("message-with-ack", i));
    assert.deepEqual(await Promise.all(calls), Array.from({ length: 1000 }, (_, i) => i));
  },
  async "binary events and acknowledgements"() {
    const bytes = Buffer.from([0, 1, 2, 255]);
    const back = once(socket, "message-back");
    socket.emit("message", "file", { parts: [bytes, Buffer.from("two")] });
    const [name, { parts }] = await back;
    assert.equal(name, "file");
    assert.deepEqual(parts.map((part) => Buffer.from(part)), [bytes, Buffer.from("two")]);
    const answer = await socket.timeout(5000).emitWithAck("message-with-ack", bytes);
    assert.deepEqual(Buffer.from(answer), bytes);
  },
  async "the server asks and gets an answer"() {
    socket.on("question", (word, reply) => reply(word.toUpperCase(), Buffer.from("ok")));
    const [answer, bytes] = await socket.timeout(5000).emitWithAck("ask-me", "chào");
    assert.equal(answer, "CHÀO");
    assert.deepEqual(Buffer.from(bytes), Buffer.from("ok"));
    socket.off("question");
  },
  async "the server's question times out"() {
    assert.equal(await socket.timeout(5000).emitWithAck("ask-me", "nobody listens"), "no answer");
  },
  async "handlers of one socket run in order"() {
    const order = [];
    await Promise.all([
      socket.timeout(5000).emitWithAck("slow", 1).then((n) => order.push(n)),
      socket.timeout(5000).emitWithAck("message-with-ack", 2).then((n) => order.push(n)),
    ]);
    assert.deepEqual(order, [1, 2]);
  },
  async "a namespace refuses with data"() {
    const refused = open("/guarded", { token: "wrong" });
    const [error] = await once(refused, "connect_error");
    assert.equal(error.message, "Unauthorized socket connection");
    assert.deepEqual(error.data, { code: 7 });
    refused.auth = { token: "right" };
    refused.connect();
    await once(refused, "connect");
    refused.disconnect();
  },
  async "an unknown namespace is invalid"() {
    const unknown = open("/random");
    const [error] = await once(unknown, "connect_error");
    assert.equal(error.message, "Invalid namespace");
    unknown.disconnect();
  },
  async "rooms reach members but not the sender"() {
    const [a, b, c] = [open("/rooms"), open("/rooms"), open("/rooms")];
    await Promise.all([a, b, c].map((member) => once(member, "connect")));
    await Promise.all([a, b].map((member) => member.timeout(5000).emitWithAck("join", "red")));
    const heard = { a: 0, b: 0, c: 0 };
    Object.entries({ a, b, c }).forEach(([name, member]) => member.on("news", () => ++heard[name]));
    const news = once(b, "news");
    await a.timeout(5000).emitWithAck("tell", "red", "hello");
    assert.deepEqual(await news, ["hello"]);
    await Promise.all([a, c].map((member) => member.timeout(5000).emitWithAck("join", "blue"))); // a round trip later
    assert.deepEqual(heard, { a: 0, b: 1, c: 0 });
    [a, b, c].forEach((member) => member.disconnect());
  },
  async "the server ends a socket"() {
    const guest = open("/");
    await once(guest, "connect");
    const ended = once(guest, "disconnect");
    guest.emit("end-me", false);
    assert.equal((await ended)[0], "io server disconnect");
    guest.disconnect();
  },
  async "reconnects after a cut"() {
    const connected = once(socket, "connect");
    const lost = once(socket, "disconnect");
    socket.io.engine.close();
    assert.equal((await lost)[0], "forced close");
    await connected;
    assert.equal(await socket.timeout(5000).emitWithAck("message-with-ack", "again"), "again");
  },
  async "leaves"() {
    const id = socket.id;
    socket.disconnect();
    const witness = open("/");
    await once(witness, "connect");
    await within((async () => {
      while ((await witness.timeout(5000).emitWithAck("how-ended", id)) !== "client namespace disconnect") ;
    })(), "word of the disconnect");
    witness.disconnect();
  },
});
