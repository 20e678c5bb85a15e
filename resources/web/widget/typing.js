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

