/* The chat window of a shop's web page. Embedding is one line:
 *
 *   <script src="https://chat.shop.example/widget.js" async></script>
 *
 * Settings, all optional, as attributes of that line: data-lang="vi|en", data-title, data-greeting, data-color="#0b62b8",
 * data-position="right|left", data-open="true", data-z-index. Everything lives in a shadow tree; text from the network
 * is only ever set as text. A page with a Content-Security-Policy names this origin in script-src and connect-src.
 */
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script || window.TongdaiWidget) return;
  const base = new URL(script.src, location.href).origin;
  const given = script.dataset;

  // --- words -------------------------------------------------------------------------------------------------------

  const allWords = {
    vi: {
      title: "Chat với cửa hàng", open: "Mở khung chat", close: "Đóng khung chat", write: "Nhập tin nhắn…",
      writeLabel: "Tin nhắn của bạn", send: "Gửi", log: "Nội dung trò chuyện", connecting: "Đang kết nối…",
      offline: "Mất kết nối. Tin bạn viết sẽ được gửi khi có mạng trở lại.", typing: "đang soạn tin…",
      older: "Xem tin cũ hơn", retry: "Gửi lại", you: "Bạn", bot: "Trợ lý tự động", staff: "Nhân viên",
      greeting: "Xin chào! Chúng tôi có thể giúp gì cho bạn?", choices: "Trả lời nhanh", cards: "Lựa chọn",
      unread: (n) => `${n} tin chưa đọc`, tooLong: "Tin nhắn quá dài.", failed: "Chưa gửi được.",
      stages: ["Đang chờ gửi", "Đã lưu", "Đã tiếp nhận", "Đã đến cửa hàng", "Đã xem"],
    },
    en: {
      title: "Chat with the shop", open: "Open the chat", close: "Close the chat", write: "Write a message…",
      writeLabel: "Your message", send: "Send", log: "Conversation", connecting: "Connecting…",
      offline: "No connection. What you write is sent when it is back.", typing: "is typing…",
      older: "Earlier messages", retry: "Send again", you: "You", bot: "Assistant", staff: "Staff",
      greeting: "Hello! How can we help?", choices: "Quick replies", cards: "Choices",
      unread: (n) => (n === 1 ? "1 unread message" : `${n} unread messages`), tooLong: "The message is too long.",
      failed: "Not sent.",
      stages: ["Waiting to be sent", "Saved", "Accepted", "Delivered to the shop", "Read"],
    },
  };
  const pageLanguage = (document.documentElement.lang || navigator.language || "vi").toLowerCase();
  const language = allWords[given.lang] ? given.lang : pageLanguage.startsWith("vi") ? "vi" : "en";
  const words = allWords[language];

  const kMaxText = 8000;
  const kAckTimeout = 10000;
  const kTypingEvery = 2500;
  const kTypingLife = 6000;
  const kPage = 30;

  // --- what the browser keeps --------------------------------------------------------------------------------------

  // Without storage (blocked by the visitor) the chat works until the page is left.
  const memory = new Map();
  const store = {
    key: (name) => `tongdai:${base}:${name}`,
    get(name) {
      try {
        return JSON.parse(localStorage.getItem(this.key(name)));
      } catch {
        return memory.get(name) ?? null;
      }
    },
    set(name, value) {
      memory.set(name, value);
      try {
        localStorage.setItem(this.key(name), JSON.stringify(value));
      } catch { /* kept in memory */ }
    },
  };

  function newId() {
    return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
  }

  // --- who the visitor is ------------------------------------------------------------------------------------------

  /** Signed by the engine: `key` says who comes back, `token` opens the chat for an hour. */
  const visitor = { id: "", thread: "", token: "", until: 0 };

  async function identify() {
    if (visitor.token && Date.now() < visitor.until) return;
    const known = store.get("visitor");
    const answer = await fetch(`${base}/widget/visitor`, {
      method: "POST", credentials: "omit", headers: { "Content-Type": "application/json" },
      body: JSON.stringify(known && known.key ? { key: known.key } : {}),
    });
    if (!answer.ok) throw new Error(`visitor: ${answer.status}`);
    const mine = await answer.json();
    if (visitor.id && visitor.id !== mine.userId) clearMessages();
    visitor.id = mine.userId;
    visitor.thread = mine.threadId;
    visitor.token = mine.token;
    visitor.until = Date.now() + (mine.expiresIn - 60) * 1000;
    store.set("visitor", { key: mine.key });
  }

  // --- messages ----------------------------------------------------------------------------------------------------

  /** Oldest first, as the engine orders them: {id, seq, body, sender, name, at, stage, actions}. */
  let messages = [];
  /** Written here and not yet seen in the history: {tempId, body, stage, error}. Survives the page. */
  let pending = store.get("pending") || [];
  let hasOlder = false;
  let readUpTo = store.get("read") || "";

  function clearMessages() {
    messages = [];
    pending = [];
    store.set("pending", pending);
  }

  function savePending() {
    store.set("pending", pending.map(({ tempId, body }) => ({ tempId, body })));
  }

  const names = new Map();
  function noteName(user, profile) {
    const parts = [profile && profile.lastName, profile && profile.firstName];
    const name = parts.filter((part) => typeof part === "string").join(" ").trim().slice(0, 80);
    if (name) names.set(user, name);
    return name;
  }

  /** Reduced to what is shown; whatever else a message carries is not kept. */
  function shownMessage(raw) {
    const isMine = raw.senderId === visitor.id;
    const isBot = !isMine && raw.speaker !== "operator" && raw.speaker !== "customer";
    const name = noteName(raw.senderId, raw.sender && raw.sender.profile);
    let stage = 2;
    for (const receipt of Array.isArray(raw.receipts) ? raw.receipts : []) {
      if (receipt.participant && receipt.participant.userId === visitor.id) continue;
      if (receipt.readAt) stage = 4;
      else if (receipt.deliveredAt) stage = Math.max(stage, 3);
    }
    return {
      id: String(raw.id), seq: Number(raw.seq) || 0, body: String(raw.body ?? ""), sender: isMine ? "you" : isBot ? "bot" : "staff",
      name: isMine ? words.you : isBot ? words.bot : name || words.staff, at: Date.parse(raw.sentAt) || Date.now(), stage,
      actions: Array.isArray(raw.actions) ? raw.actions.slice(0, 20) : [],
    };
  }

  /** Whatever way they came, every message stands once, at its place in the thread. */
  function addMessages(raws) {
    for (const raw of raws) {
      const shown = shownMessage(raw);
      const old = messages.find((m) => m.id === shown.id);
      if (old) old.stage = Math.max(old.stage, shown.stage);
      else messages.push(shown);
      const tempId = raw.metadata && raw.metadata.tempId;
      if (tempId && shown.sender === "you") forgetPending(tempId);
    }
    messages.sort((a, b) => a.seq - b.seq);
    spreadStages();
  }

  /** Whoever has read a line, or got it, has the earlier ones, too: receipts stand only where somebody was there. */
  function spreadStages() {
    let stage = 2;
    for (let i = messages.length - 1; i >= 0; --i) {
      stage = messages[i].stage = Math.max(stage, messages[i].stage);
    }
  }

  function raiseStage(messageId, stage) {
    const upTo = messages.find((m) => m.id === messageId);
    if (!upTo) return;
    upTo.stage = Math.max(upTo.stage, stage);
    spreadStages();
  }

  function forgetPending(tempId) {
    const before = pending.length;
    pending = pending.filter((p) => p.tempId !== tempId);
    if (pending.length !== before) savePending();
  }

  // --- the way to the engine ---------------------------------------------------------------------------------------

  let socket = null;
  let isStarted = false;
  let isReady = false; // connected, and nothing is missing
  let isInRoom = false; // the engine takes what comes as read from here on
  let isSending = false;
  let entry = 0; // counts connections: what an earlier one still waits for is not meant any more
  let held = null; // live events that came while the history was being read
  let lostAt = 0;
  let retryIn = 1000;

  function loadClient() {
    if (window.TongdaiWidget.io) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const pageIo = window.io; // the page may have a Socket.IO of its own
      const tag = document.createElement("script");
      tag.src = `${base}/socket.io.js`;
      tag.onload = () => {
        window.TongdaiWidget.io = window.io;
        if (pageIo) window.io = pageIo;
        resolve();
      };
      tag.onerror = () => reject(new Error("socket.io.js"));
      document.head.append(tag);
    });
  }

  async function start() {
    if (isStarted) return;
    isStarted = true;
    try {
      await loadClient();
      await identify();
      connect();
    } catch {
      isStarted = false;
      setTimeout(start, retryIn);
      retryIn = Math.min(retryIn * 2, 30000);
      noteLost();
    }
  }

  function connect() {
    socket = window.TongdaiWidget.io(`${base}/chat`, {
      forceNew: true, reconnectionDelay: 500, reconnectionDelayMax: 10000,
      auth: (give) => identify().then(
        () => give({ token: visitor.token, deviceId: deviceName() }), () => give({ token: visitor.token })),
    });
    socket.on("connect", enter);
    socket.on("disconnect", (reason) => {
      isReady = isInRoom = false;
      typists.clear();
      noteLost();
      if (reason === "io server disconnect") reconnectSoon();
    });
    // A refusal ends the client's own tries: the token may be old, or the engine still starting.
    socket.on("connect_error", () => {
      noteLost();
      if (!socket.active) {
        visitor.until = 0;
        reconnectSoon();
      }
    });
    socket.on("chat:message", receive((data) => takeMessage(data)));
    socket.on("chat:thread-unread", receive((data) => takeMessage(data)));
    socket.on("chat:read", receive(takeRead));
    socket.on("chat:typing", receive(takeTyping));
    socket.on("chat:delivered", receive(takeDelivered));
  }

  function deviceName() {
    let name = store.get("device");
    if (typeof name !== "string") store.set("device", (name = newId()));
    return name;
  }

  function reconnectSoon() {
    setTimeout(() => socket.connect(), retryIn);
    retryIn = Math.min(retryIn * 2, 30000);
  }

  /** Wraps a handler: confirms, ignores other conversations, waits while the history is being read. */
  function receive(handle) {
    return (data, ack) => {
      if (typeof ack === "function") ack({ success: true });
      if (!data || typeof data !== "object") return;
      const thread = data.threadId || (data.message && data.message.threadId);
      if (thread && thread !== visitor.thread) return;
      if (held) held.push(() => handle(data));
      else {
        handle(data);
        render();
      }
    };
  }

  function emit(event, payload) {
    return new Promise((resolve) => {
      socket.timeout(kAckTimeout).emit(event, payload, (error, answer) => resolve(error ? null : answer));
    });
  }

  /** Live events are held from here on, then the missed messages are read, then both are put together. */
  async function enter() {
    const mine = ++entry;
    held = [];
    try {
      await enterRoom();
      await catchUp();
      isReady = mine === entry;
    } catch {
      if (mine === entry && socket.connected) {
        socket.disconnect();
        reconnectSoon();
      }
    }
    if (mine !== entry) return;
    const waiting = held;
    held = null;
    waiting.forEach((handle) => handle());
    if (isReady) {
      retryIn = 1000;
      lostAt = 0;
    }
    render();
    sendPending();
    watchChanged();
  }

  /** Joining says that everything is read, so only who looks at it joins; others hear of new messages all the same. */
  async function enterRoom() {
    if (!isWatched() || isInRoom) return;
    const answer = await emit("chat:join", { threadId: visitor.thread });
    if (!answer || !answer.success) throw new Error("join");
    isInRoom = socket.connected;
    for (const { userId, profile } of answer.data.thread.participants || []) noteName(userId, profile);
    if (!isWatched()) leaveRoom();
  }

  function leaveRoom() {
    if (isInRoom) socket.emit("chat:leave", { threadId: visitor.thread });
    isInRoom = false;
  }

  const isWatched = () => isOpen && document.visibilityState === "visible";

  /** The panel or the page came up or went away. */
  function watchChanged() {
    if (!isWatched()) leaveRoom();
    else if (isReady) enterRoom().then(markRead, () => {});
  }

  async function history(parameters) {
    const query = new URLSearchParams({ limit: kPage, includeReceipts: "true", ...parameters });
    const path = `/api/chat/threads/${encodeURIComponent(visitor.thread)}/messages?${query}`;
    const answer = await fetch(base + path, {
      credentials: "omit", cache: "no-store", headers: { Authorization: `Bearer ${visitor.token}` },
    });
    if (answer.status === 404 || answer.status === 400) return null; // no thread yet, or none with this cursor
    if (!answer.ok) throw new Error(`history: ${answer.status}`);
    return answer.json();
  }

  async function catchUp() {
    const newest = messages[messages.length - 1];
    if (newest) {
      let cursor = newest.id;
      let more = true;
      while (more && cursor) {
        const page = await history({ direction: "after", cursor, limit: 100 });
        if (!page) break;
        addMessages(page.data);
        more = page.hasMore;
        cursor = page.nextCursor;
      }
      if (more) messages = []; // the cursor is not known any more: the history was restored or erased
      else if (messages.filter((m) => m.sender === "you").every((m) => m.stage === 4)) return;
    }
    const isFirst = !messages.length;
    const page = await history({}); // the first page, or how far the newest messages have come meanwhile
    if (!page) return;
    addMessages(page.data);
    if (isFirst) hasOlder = page.hasMore;
  }

  async function loadOlder() {
    if (!messages.length) return;
    const page = await history({ cursor: messages[0].id }).catch(() => null);
    if (!page) return;
    addMessages(page.data);
    hasOlder = page.hasMore;
    render(true);
  }

  function takeMessage({ tempId, message }) {
    if (!message || !message.id) return;
    if (tempId) forgetPending(tempId);
    addMessages([message]);
    if (message.senderId) typists.delete(message.senderId);
    markRead();
  }

  function takeRead({ messageId, userId }) {
    if (!userId) return;
    if (userId !== visitor.id) raiseStage(messageId, 4);
    else if (placeOf(messageId) > placeOf(readUpTo)) readUpTo = messageId; // read in another tab
  }

  function placeOf(messageId) {
    return messages.findIndex((m) => m.id === messageId);
  }

  function takeDelivered({ messageId, userId }) {
    if (userId && userId !== visitor.id) raiseStage(messageId, 3);
  }

  function say(text) {
    const body = text.trim();
    if (!body || body.length > kMaxText) return false;
    pending.push({ tempId: newId(), body, stage: 0 });
    savePending();
    stopTyping();
    start();
    render();
    sendPending();
    return true;
  }

  /** One after the other, so that they keep their order; the same tempId until the engine has confirmed it. */
  async function sendPending() {
    if (isSending || !isReady) return;
    isSending = true;
    for (;;) {
      const next = pending.find((p) => p.stage !== 1 && !p.error);
      if (!next || !isReady) break;
      const answer = await emit("chat:send-message", {
        threadId: visitor.thread, body: next.body, tempId: next.tempId,
        metadata: { tempId: next.tempId }, // comes back with the history, also after a cut
      });
      if (answer && answer.success) next.stage = 1;
      else if (answer) next.error = String(answer.message || words.failed);
      else if (!socket.connected) break;
      render();
    }
    isSending = false;
    if (isReady && pending.some((p) => p.stage === 1)) setTimeout(settlePending, kAckTimeout);
  }

  /** Acknowledged, but its echo never came (the connection was cut between the two): the history tells. */
  async function settlePending() {
    if (!isReady || !pending.some((p) => p.stage === 1)) return;
    await catchUp().catch(() => {});
    for (const each of pending.filter((p) => p.stage === 1)) each.stage = 0;
    render();
    sendPending();
  }

  function retry(tempId) {
    const again = pending.find((p) => p.tempId === tempId);
    if (again) delete again.error;
    render();
    sendPending();
  }

  function markRead() {
    if (!isWatched()) return;
    const theirs = messages.filter((m) => m.sender !== "you");
    const newest = theirs[theirs.length - 1];
    if (!newest || newest.id === readUpTo || !isReady) return;
    readUpTo = newest.id;
    store.set("read", readUpTo);
    emit("chat:read", { threadId: visitor.thread, messageId: newest.id });
  }

  function unreadCount() {
    return messages.slice(placeOf(readUpTo) + 1).filter((m) => m.sender !== "you").length;
  }

  // --- typing ------------------------------------------------------------------------------------------------------

  const typists = new Map(); // who → when it ends by itself
  let typedAt = 0;
  let typingEnds = 0;

  function takeTyping({ userId, isTyping }) {
    if (!userId || userId === visitor.id) return;
    if (isTyping) typists.set(userId, Date.now() + kTypingLife);
    else typists.delete(userId);
    setTimeout(render, kTypingLife + 50);
  }

  function tellTyping() {
    clearTimeout(typingEnds);
    typingEnds = setTimeout(stopTyping, 4000);
    if (!isReady || Date.now() - typedAt < kTypingEvery) return;
    typedAt = Date.now();
    socket.emit("chat:typing", { threadId: visitor.thread, isTyping: true });
  }

  function stopTyping() {
    clearTimeout(typingEnds);
    if (typedAt && isReady) socket.emit("chat:typing", { threadId: visitor.thread, isTyping: false });
    typedAt = 0;
  }

  function noteLost() {
    if (!lostAt) lostAt = Date.now();
    setTimeout(render, 2100);
    render();
  }

  // --- what is seen ------------------------------------------------------------------------------------------------

  const colour = /^#[0-9a-f]{6}$/i.test(given.color || "") ? given.color : "#0b62b8";
  const side = given.position === "left" ? "left" : "right";
  const layer = /^\d{1,10}$/.test(given.zIndex || "") ? given.zIndex : "2147483000";
  const onColour = brightness(colour) > 0.45 ? "#10151b" : "#ffffff";

  /** Relative luminance (WCAG 2): decides between dark and white text on the shop's colour. */
  function brightness(hex) {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const c = parseInt(hex.slice(at, at + 2), 16) / 255;
      return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  const css = `
:host { all: initial; }
* { box-sizing: border-box; font-family: inherit; }
.root { --c: ${colour}; --on: ${onColour}; --bg: #fff; --text: #1b1f24; --soft: #57606a; --line: #d5dae1; --block: #eceff3;
  --bot: #e3eefa; --staff: #e2f3e6; --bad: #b42318; font: 15px/1.5 system-ui, "Noto Sans", "Segoe UI", Roboto, sans-serif;
  color: var(--text); position: fixed; bottom: 20px; ${side}: 20px; z-index: ${layer}; }
@media (prefers-color-scheme: dark) { .root { --bg: #1b1f24; --text: #e6eaf0; --soft: #a7b0bc; --line: #39414b;
  --block: #2c333c; --bot: #18324e; --staff: #173823; --bad: #ff8f85; } }
button { font: inherit; color: inherit; cursor: pointer; border: 0; background: none; padding: 0; }
:focus-visible { outline: 3px solid var(--c); outline-offset: 2px; }
.launch { width: 60px; height: 60px; border-radius: 50%; background: var(--c); color: var(--on); display: grid;
  place-items: center; box-shadow: 0 4px 16px rgba(0,0,0,.28); margin-${side === "right" ? "left" : "right"}: auto; position: relative; }
.launch svg { width: 28px; height: 28px; }
.badge { position: absolute; top: -4px; right: -4px; min-width: 22px; height: 22px; padding: 0 6px; border-radius: 11px;
  background: #b42318; color: #fff; font-size: 13px; font-weight: 600; line-height: 22px; text-align: center; }
.panel { width: 370px; max-width: calc(100vw - 24px); height: min(600px, calc(100vh - 120px)); margin-bottom: 12px;
  background: var(--bg); border: 1px solid var(--line); border-radius: 12px; box-shadow: 0 8px 32px rgba(0,0,0,.24);
  display: flex; flex-direction: column; overflow: hidden; }
[hidden] { display: none !important; }
.head { background: var(--c); color: var(--on); display: flex; align-items: center; padding: 10px 12px 10px 16px; gap: 8px; }
.head h2 { flex: 1; margin: 0; font-size: 16px; font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.head button { width: 36px; height: 36px; border-radius: 6px; display: grid; place-items: center; }
.head svg { width: 20px; height: 20px; }
.head :focus-visible { outline-color: var(--on); }
.note { padding: 6px 16px; background: #fff3c4; color: #4a3800; font-size: 13px; }
.log { flex: 1; overflow-y: auto; padding: 12px 16px; display: flex; flex-direction: column; gap: 10px; overscroll-behavior: contain; }
.older { align-self: center; color: var(--c); font-size: 13px; padding: 4px 10px; border-radius: 6px; }
@media (prefers-color-scheme: dark) { .older { color: #72b7ff; } }
.msg { max-width: 86%; align-self: flex-start; display: flex; flex-direction: column; align-items: flex-start; }
.msg.wide { max-width: 100%; } .wide .text { max-width: 86%; }
.msg.you { align-self: flex-end; align-items: flex-end; }
.who { font-size: 12px; color: var(--soft); margin: 0 2px 2px; }
.text { background: var(--block); border-radius: 10px; padding: 8px 12px; white-space: pre-wrap; overflow-wrap: anywhere; }
.bot .text { background: var(--bot); } .staff .text { background: var(--staff); }
.you .text { background: var(--c); color: var(--on); }
.state { font-size: 12px; color: var(--soft); margin: 3px 2px 0; display: flex; gap: 6px; align-items: center; }
.dots { display: inline-flex; gap: 3px; }
.dots i { width: 7px; height: 7px; border-radius: 50%; border: 1.5px solid var(--soft); }
.dots i.on { background: var(--soft); }
.state.bad { color: var(--bad); } .state button { text-decoration: underline; color: inherit; }
.choices { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 8px; }
.choices button { border: 1px solid var(--c); border-radius: 16px; padding: 4px 12px; font-size: 14px; background: var(--bg); }
.choices button:hover { background: var(--block); }
.cards { max-width: 100%; display: flex; gap: 8px; overflow-x: auto; margin-top: 8px; padding-bottom: 6px; scroll-snap-type: x proximity; }
.card { flex: 0 0 190px; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; scroll-snap-align: start;
  display: flex; flex-direction: column; }
.card img { width: 100%; height: 110px; object-fit: cover; background: var(--block); }
.card div { padding: 8px 10px; flex: 1; } .card strong { display: block; font-size: 14px; }
.card span { font-size: 13px; color: var(--soft); }
.card .act { display: block; width: 100%; padding: 7px 10px; border-top: 1px solid var(--line); text-align: center; font-size: 14px;
  color: inherit; text-decoration: none; overflow-wrap: anywhere; }
.card small { color: var(--soft); }
.typing { min-height: 22px; padding: 0 16px; font-size: 13px; color: var(--soft); }
.typing bdi { font-weight: 600; }
form { border-top: 1px solid var(--line); display: flex; align-items: flex-end; gap: 8px; padding: 10px 12px; }
textarea { flex: 1; resize: none; border: 1px solid #7a8594; border-radius: 8px; padding: 8px 10px; font: inherit; color: inherit;
  background: var(--bg); max-height: 120px; min-height: 40px; min-width: 0; }
textarea:focus-visible { outline-width: 2px; outline-offset: -1px; }
.go { background: var(--c); color: var(--on); border-radius: 8px; height: 40px; padding: 0 14px; font-weight: 600; }
.go:disabled { opacity: .55; cursor: default; }
@media (max-width: 480px) { .root { bottom: 12px; ${side}: 12px; } .panel { height: calc(100dvh - 96px); } }
@media (prefers-reduced-motion: no-preference) { .panel { animation: up .12s ease-out; } }
@keyframes up { from { transform: translateY(8px); opacity: 0; } }`;

  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "text") made.textContent = value;
      else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== undefined) made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  }

  function icon(path) {
    const ns = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(ns, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const line = document.createElementNS(ns, "path");
    line.setAttribute("d", path);
    for (const [name, value] of [["fill", "none"], ["stroke", "currentColor"], ["stroke-width", "2"],
      ["stroke-linecap", "round"], ["stroke-linejoin", "round"]]) line.setAttribute(name, value);
    svg.append(line);
    return svg;
  }

  const title = given.title || words.title;
  let isOpen = false;
  const host = element("div", { "data-tongdai": "widget", lang: language });
  const shadow = host.attachShadow({ mode: "open" });
  const badge = element("span", { class: "badge", hidden: true, "aria-hidden": "true" });
  const launch = element("button", { class: "launch", type: "button", "aria-haspopup": "dialog", "aria-expanded": "false",
    onclick: () => (isOpen ? close() : open()) }, icon("M4 5h16v11H9l-5 4z"), badge);
  const note = element("div", { class: "note", role: "status", hidden: true });
  const log = element("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": words.log, tabindex: "0" });
  const typing = element("div", { class: "typing", role: "status" });
  const box = element("textarea", { rows: "1", placeholder: words.write, "aria-label": words.writeLabel,
    maxlength: String(kMaxText), oninput: () => { fitBox(); go.disabled = !box.value.trim(); if (box.value) tellTyping(); },
    onblur: () => stopTyping(),
    onkeydown: (event) => {
      // While an input method composes (Telex, VNI), Enter belongs to it.
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        submit();
      }
    } });
  const go = element("button", { class: "go", type: "submit", text: words.send, disabled: true });
  const form = element("form", { onsubmit: (event) => { event.preventDefault(); submit(); } }, box, go);
  const panel = element("section", { class: "panel", id: "panel", role: "dialog", "aria-label": title, hidden: true,
    onkeydown: (event) => {
      event.stopPropagation(); // the page's shortcuts are not meant
      if (event.key === "Escape" && !event.isComposing) close();
    } },
    element("div", { class: "head" }, element("h2", { text: title }),
      element("button", { type: "button", "aria-label": words.close, onclick: () => close() }, icon("M6 6l12 12M18 6L6 18"))),
    note, log, typing, form);
  launch.setAttribute("aria-controls", "panel");
  const root = element("div", { class: "root" }, panel, launch);

  function fitBox() {
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight + 2, 120)}px`;
  }

  function submit() {
    if (!say(box.value)) return;
    box.value = "";
    go.disabled = true;
    fitBox();
    log.scrollTop = log.scrollHeight;
  }

  function open() {
    isOpen = true;
    panel.hidden = false;
    start();
    render();
    log.scrollTop = log.scrollHeight;
    box.focus();
    watchChanged();
  }

  function close() {
    isOpen = false;
    panel.hidden = true;
    stopTyping();
    watchChanged();
    render();
    launch.focus();
  }

  /** Answers come from an AI: what should be a text may be anything. */
  const plain = (value, most) => (["string", "number"].includes(typeof value) ? String(value).trim().slice(0, most) : "");

  /** The only links that open: web pages, mail and telephone. */
  function safeLink(text) {
    try {
      const url = new URL(String(text));
      return ["https:", "mailto:", "tel:"].includes(url.protocol) ? url : null;
    } catch {
      return null;
    }
  }

  function choiceButtons(action, isNewest) {
    const replies = Array.isArray(action.data.quick_replies) ? action.data.quick_replies.slice(0, 13) : [];
    if (!isNewest || !replies.length) return null; // an old question is not answered twice
    const group = element("div", { class: "choices", role: "group", "aria-label": words.choices });
    for (const reply of replies) {
      const label = plain(reply && typeof reply === "object" ? reply.title : reply, 80);
      if (label) group.append(element("button", { type: "button", text: label, onclick: () => { say(label); box.focus(); } }));
    }
    return group;
  }

  function cardButton(button) {
    const label = plain(button && button.title, 80);
    if (!label) return null;
    const link = button.url && safeLink(button.url);
    if (button.url && !link) return null;
    if (!link) return element("button", { class: "act", type: "button", text: label, onclick: () => say(label) });
    const shown = element("a", { class: "act", href: link.href, target: "_blank", rel: "noopener noreferrer nofollow", text: label });
    shown.append(" ", element("small", { text: link.host || link.pathname })); // where it really goes
    return shown;
  }

  function cards(action) {
    const elements = Array.isArray(action.data.elements) ? action.data.elements.slice(0, 10) : [];
    if (!elements.length) return null;
    const row = element("div", { class: "cards", role: "group", "aria-label": words.cards, tabindex: "0" });
    for (const each of elements) {
      if (!each || typeof each !== "object") continue;
      const card = element("div", { class: "card" });
      const picture = each.image_url && safeLink(each.image_url);
      if (picture && picture.protocol === "https:") {
        card.append(element("img", { src: picture.href, alt: "", loading: "lazy", referrerpolicy: "no-referrer" }));
      }
      const text = element("div", { dir: "auto" }, element("strong", { text: plain(each.title, 200) }));
      if (each.subtitle) text.append(element("span", { text: plain(each.subtitle, 400) }));
      card.append(text);
      for (const button of Array.isArray(each.buttons) ? each.buttons.slice(0, 3) : []) {
        const made = cardButton(button);
        if (made) card.append(made);
      }
      row.append(card);
    }
    return row;
  }

  function stateLine(stage) {
    const dots = element("span", { class: "dots", "aria-hidden": "true" });
    for (let i = 0; i < words.stages.length; ++i) dots.append(element("i", { class: i <= stage ? "on" : "" }));
    return element("div", { class: "state", "data-stage": String(stage) }, element("span", { text: words.stages[stage] }), dots);
  }

  function block(message, isNewest, showsState) {
    const time = new Date(message.at).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
    const isWide = message.actions.some((action) => action && action.type === "send_carousel");
    const made = element("div", { class: `msg ${message.sender}${isWide ? " wide" : ""}`, "data-id": message.id },
      element("div", { class: "who" }, element("bdi", { text: message.name }), ` · ${time}`));
    if (message.body) made.append(element("div", { class: "text", dir: "auto", text: message.body }));
    for (const action of message.actions) {
      if (!action || typeof action !== "object" || !action.data || typeof action.data !== "object") continue;
      const extra = action.type === "send_quick_replies" ? choiceButtons(action, isNewest)
        : action.type === "send_carousel" ? cards(action) : null;
      if (extra) made.append(extra);
    }
    if (showsState) made.append(stateLine(message.stage));
    return made;
  }

  function pendingBlock(item) {
    const made = element("div", { class: "msg you", "data-temp": item.tempId },
      element("div", { class: "who", text: words.you }), element("div", { class: "text", dir: "auto", text: item.body }));
    if (item.error) {
      made.append(element("div", { class: "state bad", role: "alert" }, element("span", { text: item.error }),
        element("button", { type: "button", text: words.retry, onclick: () => retry(item.tempId) })));
    } else made.append(stateLine(item.stage || 0));
    return made;
  }

  /** Blocks that are there stay the same elements, so that a screen reader announces only what is new. */
  const drawn = new Map();
  function draw(key, print, make) {
    const old = drawn.get(key);
    if (old && old.print === print) return old.node;
    const node = make();
    drawn.set(key, { print, node });
    return node;
  }

  function render(keepsPlace = false) {
    const count = isOpen ? 0 : unreadCount();
    badge.hidden = count === 0;
    badge.textContent = count > 99 ? "99+" : String(count);
    launch.setAttribute("aria-expanded", String(isOpen));
    launch.setAttribute("aria-label", isOpen ? words.close : count ? `${words.open}: ${words.unread(count)}` : words.open);
    if (!isOpen) return;

    const isLost = lostAt && Date.now() - lostAt > 2000;
    note.hidden = !isLost && isReady;
    note.textContent = isLost ? words.offline : words.connecting;

    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
    const fromEnd = log.scrollHeight - log.scrollTop;
    const lastOwn = pending.length ? null : messages.filter((m) => m.sender === "you").pop();
    const nodes = [];
    if (hasOlder) {
      nodes.push(draw("older", "", () => element("button", { class: "older", type: "button", text: words.older,
        onclick: () => loadOlder() })));
    } else {
      nodes.push(draw("greeting", "", () => element("div", { class: "msg bot" },
        element("div", { class: "text", dir: "auto", text: given.greeting || words.greeting }))));
    }
    messages.forEach((m, i) => {
      const isNewest = i === messages.length - 1 && !pending.length;
      nodes.push(draw(m.id, `${isNewest}|${m === lastOwn ? m.stage : ""}`, () => block(m, isNewest, m === lastOwn)));
    });
    for (const item of pending) nodes.push(draw(item.tempId, `${item.stage}|${item.error}`, () => pendingBlock(item)));
    place(nodes);
    if (atEnd) log.scrollTop = log.scrollHeight;
    else if (keepsPlace) log.scrollTop = log.scrollHeight - fromEnd;

    const now = Date.now();
    for (const [who, until] of typists) if (until <= now) typists.delete(who);
    const typist = [...typists.keys()].map((who) => names.get(who) || words.staff)[0] || "";
    if (typing.dataset.who !== typist) {
      typing.dataset.who = typist;
      typing.replaceChildren(...(typist ? [element("bdi", { text: typist }), ` ${words.typing}`] : []));
    }
  }

  function place(nodes) {
    const wanted = new Set(nodes);
    for (const child of [...log.children]) if (!wanted.has(child)) child.remove();
    nodes.forEach((node, i) => {
      if (log.children[i] !== node) log.insertBefore(node, log.children[i] || null);
    });
  }

  function appear() {
    if (document.adoptedStyleSheets) { // allowed under a strict style-src
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      shadow.adoptedStyleSheets = [sheet];
    } else shadow.append(element("style", { text: css }));
    shadow.append(root);
    document.body.append(host);
    render();
    if (given.open === "true") open();
    else if (store.get("visitor") || pending.length) start(); // somebody who has been here: news may wait
  }

  window.TongdaiWidget = { open, close, io: null };
  addEventListener("offline", noteLost);
  addEventListener("online", () => { if (socket && !socket.connected) socket.connect(); });
  document.addEventListener("visibilitychange", () => { watchChanged(); render(); });
  if (document.body) appear();
  else addEventListener("DOMContentLoaded", appear);
})();
