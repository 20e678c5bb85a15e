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
    const key = known && typeof known.key === "string" && known.key.length <= kMaxKey ? known.key : "";
    const answer = await fetch(`${base}/widget/visitor`, {
      method: "POST", credentials: "omit", headers: { "Content-Type": "application/json" },
      body: JSON.stringify(key ? { key } : {}),
    });
    if (!answer.ok) throw new Error(`visitor: ${answer.status}`);
    const mine = await answer.json();
    nameShop(mine.shopName);
    if (visitor.id && visitor.id !== mine.userId) clearMessages();
    visitor.id = mine.userId;
    visitor.thread = mine.threadId;
    visitor.token = mine.token;
    visitor.until = Date.now() + (mine.expiresIn - 60) * 1000;
    store.set("visitor", { key: mine.key });
  }

