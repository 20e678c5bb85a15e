  // --- words -------------------------------------------------------------------------------------------------------

  const allWords = {
    vi: {
      title: "Chat với cửa hàng", open: "Mở khung chat", close: "Đóng khung chat", write: "Nhập tin nhắn…",
      writeLabel: "Tin nhắn của bạn", send: "Gửi", log: "Nội dung trò chuyện", connecting: "Đang kết nối…",
      offline: "Mất kết nối. Tin bạn viết sẽ được gửi khi có mạng trở lại.", typing: "đang soạn tin…",
      older: "Xem tin cũ hơn", retry: "Gửi lại", you: "Bạn", bot: "Trợ lý tự động", staff: "Nhân viên",
      greeting: "Xin chào! Chúng tôi có thể giúp gì cho bạn?", choices: "Trả lời nhanh", cards: "Lựa chọn",
      unread: (n) => `${n} tin chưa đọc`, tooLong: "Tin nhắn quá dài.", failed: "Chưa gửi được.",
      stages: ["Đang chờ gửi", "Đã gửi", "Đã gửi", "Đã gửi", "Đã xem"],
    },
    en: {
      title: "Chat with the shop", open: "Open the chat", close: "Close the chat", write: "Write a message…",
      writeLabel: "Your message", send: "Send", log: "Conversation", connecting: "Connecting…",
      offline: "No connection. What you write is sent when it is back.", typing: "is typing…",
      older: "Earlier messages", retry: "Send again", you: "You", bot: "Assistant", staff: "Staff",
      greeting: "Hello! How can we help?", choices: "Quick replies", cards: "Choices",
      unread: (n) => (n === 1 ? "1 unread message" : `${n} unread messages`), tooLong: "The message is too long.",
      failed: "Not sent.",
      stages: ["Waiting to be sent", "Sent", "Sent", "Sent", "Seen"],
    },
  };
  const pageLanguage = (document.documentElement.lang || navigator.language || "vi").toLowerCase();
  const language = allWords[given.lang] ? given.lang : pageLanguage.startsWith("vi") ? "vi" : "en";
  const words = allWords[language];

  const kMaxText = 8000;
  const kMaxKey = 4000;
  const kAckTimeout = 10000;
  const kTypingEvery = 2500;
  const kTypingLife = 6000;
  const kPage = 30;

