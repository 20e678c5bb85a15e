#pragma once

#include "engine/api/desk.h"
#include "engine/domain/shop/reply_window.h"
#include "ui/common/look/look.h"

#include <QWidget>

#include <optional>

class QBoxLayout;
class QLabel;
class QPushButton;
class QRadioButton;

namespace tongdai {

class ComposerEdit;
class ElidedLabel;
class FittingRow;
class NoticeBar;
class ReplyWindowLabel;

/// Reply or note: two modes that look, read and sound different, so that nobody tells a customer what was meant for a
/// colleague (features B6). Stops once when somebody wrote meanwhile (features B7). Takes no answer where the platform
/// takes none (features B9). Lives on the GUI thread.
class Composer final : public QWidget {
    Q_OBJECT
public:
    static constexpr int kMaxLetters = 8000;

    Composer(OperatorId me, Look look, QWidget* parent = nullptr);

    /// Nothing: no conversation is open, the box is off.
    void setConversation(const std::optional<Conversation>& conversation);
    /// Of the conversation that was set last.
    void setReplyTerms(const ReplyTerms& terms);
    /// Puts a draft into the box without reporting it as typed.
    void restore(const QString& text, bool isNote);
    QString text() const;
    bool isNote() const;
    void setNote(bool isNote);
    /// Puts words at the cursor, as if they had been typed there: into an answer, never into a note that is begun, and
    /// nowhere while no answer is taken.
    void insert(const QString& words);
    /// The same without being asked for: only into an answer that nobody has begun, and the keys stay where they are.
    /// False: nothing was inserted.
    bool offer(const QString& words);
    void toggleNote() { setNote(!isNote()); }
    void focusBox();
    bool boxHasFocus() const;
    ComposerEdit* box() const { return m_box; }
    /// Somebody wrote while a reply was being written.
    void noteArrivals(const std::vector<StoredMessage>& lines);
    void trySend(bool andClose);
    /// There is little height: the button stands beside the modes, and what the keys do behind a hover. Why no
    /// answer is taken stays in sight.
    void setLow(bool isLow);

signals:
    void sendWanted(const QString& text, bool isNote, bool andClose);
    void edited(const QString& text, bool isNote);
    void typingChanged(bool typing);
    void recallWanted();
    void newestWanted();
    void escapePressed();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    void placeButton();
    void takeEdit();
    void updateState();
    void enableBox();
    void updateColors();
    void showPause();
    QString refusal() const;  ///< why nothing can be sent now; empty: it can
    QString sendWords() const;
    QString keyWords() const;
    QString hintWords(const QString& why) const;
    void retranslate();

    OperatorId m_me;
    Look m_look;
    std::optional<Conversation> m_conversation;
    QBoxLayout* m_column;
    FittingRow* m_modes;
    FittingRow* m_foot;
    QRadioButton* m_reply;
    QRadioButton* m_note;
    QLabel* m_modeKey;
    ReplyWindowLabel* m_window;
    NoticeBar* m_pause;
    ComposerEdit* m_box;
    ElidedLabel* m_hint;
    QLabel* m_counter;
    QPushButton* m_send;
    std::vector<StoredMessage> m_arrivals;  ///< since the reply was begun
    bool m_paused = false;                  ///< the pause was shown; the next Enter sends
    bool m_restoring = false;
    bool m_typing = false;
    bool m_keysWait = false;  ///< at the modes, until the box is on again
    bool m_isLow = false;
};

}  // namespace tongdai
