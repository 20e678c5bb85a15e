// Replays what a client sends in the recorded session and compares what the engine answers, packet by packet:
// node chat_packets.mjs URL JWT_SECRET ADMIN_TOKEN RECORD_FILE [record]
// A record's line is "> packet" (client), "< packet" (engine) or "# words". What differs from run to run (ids, times,
// tokens) stands in it as <name>.
import assert from "node:assert/strict";
import fs from "node:fs";
import { Socket } from "engine.io-client";
import { openThread, token } from "./chat_support.mjs";
import { run, within } from "./support.mjs";

const [base, secret, adminToken, file, mode] = process.argv.slice(2);
const jwt = (user) => token(secret, { id: user, email: `${user}@example.com`, role: "CLIENT" });
const lines = fs.readFileSync(file, "utf8").split("\n").filter(Boolean);
const sent = lines.filter((line) => line.startsWith("> ") || line.startsWith("# "));

const known = new Map();  // what the engine named → how the record calls it
function normal(packet) {
  return packet
    .replace(/"sid":"[^"]+"/g, '"sid":"<sid>"')
    .replace(/"pid":"[^"]+"/g, '"pid":"<pid>"')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, "<time>")
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
      if (!known.has(id)) known.set(id, `<id${known.size + 1}>`);
      return known.get(id);
    })
    .replace(/,"[0-9A-Za-z_.-]+"\]$/, (offset) => (packet.startsWith("2") ? ',"<offset>"]' : offset));
}
const meant = (packet) => {
  let text = packet.replace("<token>", jwt("an"));
  for (const [id, name] of known) text = text.replaceAll(name, id);
  return text;
};

const record = [];
const received = [];
let wake = () => {};

await run({
  async "replays the session"() {
    await openThread(base, adminToken, "packets", { an: "CLIENT", ba: "FREELANCER" });
    const socket = new Socket(base, { path: "/socket.io/", transports: ["websocket"] });
    await within(new Promise((resolve) => socket.on("open", resolve)), "open");
    socket.on("message", (packet) => {
      received.push(normal(packet));
      wake();
    });
    for (const line of sent) {
      record.push(line);
      if (line.startsWith("# ")) continue;
      const answers = [];
      for (let at = lines.indexOf(line) + 1; at < lines.length && lines[at].startsWith("< "); ++at) answers.push(lines[at]);
      socket.send(meant(line.slice(2)));
      if (mode === "record") {
        await new Promise((resolve) => setTimeout(resolve, 700));
      } else {
        while (received.length < answers.length) await within(new Promise((resolve) => (wake = resolve)), `answer to ${line}`);
      }
      for (const packet of received.splice(0)) record.push(`< ${packet}`);
    }
    socket.close();
    if (mode === "record") fs.writeFileSync(file, record.join("\n") + "\n");
    else assert.deepEqual(record, lines);
  },
});
