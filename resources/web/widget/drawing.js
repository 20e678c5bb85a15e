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

