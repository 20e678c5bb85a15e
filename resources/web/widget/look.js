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
@media (max-width: 480px) { .root { bottom: 12px; ${side}: 12px; } .panel { height: calc(100dvh - 96px); }
  textarea { font-size: 16px; } /* with less, phones zoom in when it is touched */ }
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

