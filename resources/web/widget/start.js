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
