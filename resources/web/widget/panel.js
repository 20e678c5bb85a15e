  const title = given.title || words.title; // until the shop's own name is known
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
      if (event.key === "Enter" && !event.shiftKey && !isComposing(event)) {
        event.preventDefault();
        submit();
      }
    } });
  const go = element("button", { class: "go", type: "submit", text: words.send, disabled: true });
  const form = element("form", { onsubmit: (event) => { event.preventDefault(); submit(); } }, box, go);
  const heading = element("h2", { text: title });
  const panel = element("section", { class: "panel", id: "panel", role: "dialog", "aria-label": title, hidden: true,
    onkeydown: (event) => {
      event.stopPropagation(); // the page's shortcuts are not meant
      if (event.key === "Escape" && !isComposing(event)) close();
    } },
    element("div", { class: "head" }, heading,
      element("button", { type: "button", "aria-label": words.close, onclick: () => close() }, icon("M6 6l12 12M18 6L6 18"))),
    note, log, typing, form);
  launch.setAttribute("aria-controls", "panel");
  const root = element("div", { class: "root" }, panel, launch);

  /** While an input method composes (Telex, VNI), Enter commits its text. Some browsers end the composition before the
   *  key comes, and tell it only by the code 229. */
  function isComposing(event) {
    return event.isComposing || event.keyCode === 229;
  }

  function nameShop(name) {
    if (given.title || typeof name !== "string" || !name.trim()) return;
    heading.textContent = name.trim().slice(0, 120);
    panel.setAttribute("aria-label", heading.textContent);
  }

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

