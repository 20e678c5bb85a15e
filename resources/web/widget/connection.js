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
      const tag = document.createElement("script");
      tag.src = `${base}/socket.io.js`;
      tag.onload = () => (window.TongdaiWidget.io ? resolve() : reject(new Error("socket.io.js")));
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

  /** The engine ends a connection whose token is over; a new one in time keeps it. */
  let renewal = 0;
  function renewInTime() {
    clearTimeout(renewal);
    renewal = setTimeout(async () => {
      try {
        await identify();
        if (socket.connected) await emit("chat:authenticate", { token: visitor.token });
      } catch { /* the connection ends, and the next one asks again */ }
      if (socket.connected) renewInTime();
    }, Math.max(visitor.until - Date.now(), 1000));
  }

  function deviceName() {
    let name = store.get("device");
    if (typeof name !== "string" || !/^[\w-]{1,64}$/.test(name)) store.set("device", (name = newId()));
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
    renewInTime();
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

  function takeDelivered({ messageId, userId, userIds }) {
    if ((userIds || [userId]).some((user) => user && user !== visitor.id)) raiseStage(messageId, 3);
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

