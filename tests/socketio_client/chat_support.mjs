// A chat user as the official client sees one: tokens, sockets, the REST calls beside them.
import assert from "node:assert/strict";
import crypto from "node:crypto";
import { io } from "socket.io-client";
import { within } from "./support.mjs";

const part = (json) => Buffer.from(JSON.stringify(json)).toString("base64url");

export function token(secret, claims, { alg = "HS256", seconds = 3600, more = {} } = {}) {
  const head = `${part({ alg, typ: "JWT", ...more })}.${part({ exp: Math.floor(Date.now() / 1000) + seconds, ...claims })}`;
  if (alg === "none") return `${head}.`;
  return `${head}.${crypto.createHmac("sha256", secret).update(head).digest("base64url")}`;
}

// Remembers every event, so that a step may wait for one that came before it began to wait.
export class User {
  constructor(base, auth, options = {}) {
    this.seen = [];
    this.waiters = [];
    this.socket = io(`${base}/chat`, {
      auth: typeof auth === "string" ? { token: auth } : auth,
      forceNew: true,
      reconnectionDelay: 20,
      reconnectionDelayMax: 100,
      timeout: 5000,
      ...options,
    });
    this.socket.onAny((event, payload) => this.note({ event, payload }));
    this.socket.on("connect_error", (error) => this.note({ event: "connect_error", payload: error.message }));
    this.socket.on("connect", () => this.note({ event: "connect" }));
    this.socket.on("disconnect", (reason) => this.note({ event: "disconnect", payload: reason }));
  }
  note(item) {
    this.seen.push(item);
    this.waiters = this.waiters.filter((waiter) => !waiter());
  }
  // The first event of that name that fits and has not been taken before.
  take(event, fits = () => true, milliseconds = 10000) {
    const found = new Promise((resolve) => {
      const look = () => {
        const at = this.seen.findIndex((item) => item.event === event && fits(item.payload));
        if (at < 0) return false;
        resolve(this.seen.splice(at, 1)[0].payload);
        return true;
      };
      if (!look()) this.waiters.push(look);
    });
    return within(found, event, milliseconds);
  }
  all(event) {
    return this.seen.filter((item) => item.event === event).map((item) => item.payload);
  }
  ask(event, payload) {
    return this.socket.timeout(10000).emitWithAck(event, payload);
  }
  async join(threadId) {
    const answer = await this.ask("chat:join", { threadId });
    assert.equal(answer.success, true, JSON.stringify(answer));
    return answer.data;
  }
  async send(threadId, body, more = {}) {
    const answer = await this.ask("chat:send-message", { threadId, body, ...more });
    assert.deepEqual(answer, { success: true });
  }
  close() {
    this.socket.close();
  }
}

export async function rest(base, method, path, bearer, body) {
  const answer = await fetch(base + path, {
    method,
    headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}

export async function openThread(base, adminToken, id, users) {
  const participants = Object.entries(users).map(([userId, role]) => ({ userId, role, email: `${userId}@example.com`, firstName: userId.toUpperCase() }));
  const made = await rest(base, "POST", "/api/chat/threads", adminToken, { id, subject: "Sửa website", participants });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return made.body;
}
