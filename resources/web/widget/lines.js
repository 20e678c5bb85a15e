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
    return element("div", { class: "state", "data-stage": String(stage) }, element("span", { text: words.stages[stage] }));
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

