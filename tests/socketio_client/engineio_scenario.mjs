// engine.io-client against the Engine.IO echo server: node engineio_scenario.mjs PORT TRANSPORT[,TRANSPORT]
import assert from "node:assert/strict";
import { Socket } from "engine.io-client";
import { once, run, within } from "./support.mjs";

const [port, transports] = [process.argv[2], process.argv[3].split(",")];
const upgrades = transports.length > 1;

const socket = new Socket(`http://127.0.0.1:${port}`, { transports, path: "/engine.io/" });
socket.binaryType = "nodebuffer";
const upgraded = upgrades ? once(socket, "upgrade") : Promise.resolve();

function echoOf(count) {
  const received = [];
  return within(
    new Promise((resolve) => {
      const take = (data) => {
        received.push(data);
        if (received.length < count) return;
        socket.off("message", take);
        resolve(received);
      };
      socket.on("message", take);
    }),
    `${count} messages`
  );
}

await run({
  opens: () => once(socket, "open"),
  async "keeps the order while the transport may change"() {
    const sent = Array.from({ length: 500 }, (_, i) => `tin nhắn ${i} 😀`);
    const echoes = echoOf(sent.length);
    for (const text of sent) {
      socket.send(text);
      if (Number(text.split(" ")[2]) % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    assert.deepEqual(await echoes, sent);
  },
  async "is on the best transport"() {
    await upgraded;
    assert.equal(socket.transport.name, transports.at(-1));
  },
  async "carries binary unchanged"() {
    const bytes = Buffer.from(Array.from({ length: 70000 }, (_, i) => i % 256));
    const echoes = echoOf(1);
    socket.send(bytes);
    assert.ok(Buffer.compare(Buffer.from((await echoes)[0]), bytes) === 0);
  },
  async "lives through heartbeats"() {
    for (let i = 0; i < 3; ++i) await once(socket, "heartbeat");
    const echoes = echoOf(1);
    socket.send("still here");
    assert.deepEqual(await echoes, ["still here"]);
  },
  async "closes"() {
    const closed = once(socket, "close");
    socket.close();
    assert.equal((await closed)[0], "forced close");
  },
});
