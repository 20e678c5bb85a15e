// Connection state recovery with the official client: node recovery_scenario.mjs PORT TRANSPORT[,TRANSPORT]
import assert from "node:assert/strict";
import { io } from "socket.io-client";
import { once, run } from "./support.mjs";

const [port, transports] = [process.argv[2], process.argv[3].split(",")];
const options = { transports, forceNew: true, reconnectionDelay: 200, reconnectionDelayMax: 200, randomizationFactor: 0 };
const socket = io(`http://127.0.0.1:${port}/rooms`, options);
const other = io(`http://127.0.0.1:${port}/rooms`, options);
const heard = [];
let id;

await run({
  async connects() {
    await Promise.all([once(socket, "connect"), once(other, "connect")]);
    assert.equal(socket.recovered, false);
    id = socket.id;
  },
  async "hears its room"() {
    await socket.timeout(5000).emitWithAck("join", "red");
    socket.on("news", (text) => heard.push(text));
    const news = once(socket, "news");
    await other.timeout(5000).emitWithAck("tell", "red", "before");
    await news;
    assert.deepEqual(heard, ["before"]);
  },
  async "is back with what it missed"() {
    const connected = once(socket, "connect");
    socket.io.engine.close();
    for (const text of ["one", "two", "three"]) await other.timeout(5000).emitWithAck("tell", "red", text);
    await other.timeout(5000).emitWithAck("tell", "blue", "not for it");
    await connected;
    assert.equal(socket.recovered, true);
    assert.equal(socket.id, id);
    assert.deepEqual(heard, ["before", "one", "two", "three"]);
  },
  async "is in its room again"() {
    const news = once(socket, "news");
    await other.timeout(5000).emitWithAck("tell", "red", "after");
    await news;
    assert.deepEqual(heard, ["before", "one", "two", "three", "after"]);
  },
  async "does not come back from a goodbye"() {
    socket.disconnect().connect();
    await once(socket, "connect");
    assert.equal(socket.recovered, false);
    assert.notEqual(socket.id, id);
  },
});
