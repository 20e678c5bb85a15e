  // --- messages ----------------------------------------------------------------------------------------------------

  /** Oldest first, as the engine orders them: {id, seq, body, sender, name, at, stage, actions}. */
  let messages = [];
  /** Written here and not yet seen in the history: {tempId, body, stage, error}. Survives the page. */
  let pending = keptPending();
  let hasOlder = false;
  let readUpTo = keptText("read", 200);

  /** What the browser kept may be damaged, or written by somebody else: what is none of ours is forgotten. */
  function keptPending() {
    const kept = store.get("pending");
    const isOurs = (p) => p && typeof p.tempId === "string" && p.tempId.length <= 200 && typeof p.body === "string" &&
      p.body.trim() !== "" && p.body.length <= kMaxText;
    return Array.isArray(kept) ? kept.filter(isOurs).map(({ tempId, body }) => ({ tempId, body, stage: 0 })) : [];
  }

  function keptText(name, most) {
    const kept = store.get(name);
    return typeof kept === "string" && kept.length <= most ? kept : "";
  }

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

