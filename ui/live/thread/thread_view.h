#pragma once

#include "engine/domain/conversation/conversation.h"
#include "ui/live/thread/thread_block.h"
#include "ui/models/height_index.h"
#include "ui/models/thread_model.h"

#include <QAbstractScrollArea>

#include <unordered_map>

class QMenu;
class QPushButton;

namespace tongdai {

class TickedScrollBar;

/// A thread as paper: full-width blocks, bottom-anchored, of any length. Only what is seen is laid out; other heights
/// are estimates, corrected as they come into view without moving what is being read. Older pages load upward and new
/// lines arrive below without touching the reading position (features A8, A9). Lives on the GUI thread.
class ThreadView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    ThreadView(ThreadModel& model, OperatorId me, Look look, QWidget* parent = nullptr);

    /// Whose lines these are; before they come in.
    void setConversation(const std::optional<Conversation>& conversation);
    /// After another thread came in: to the first unread line, else to the end.
    void showStart();
    void scrollToEnd();
    /// To this line, which becomes the chosen one, with a little of what was said before it.
    void showRow(int row);
    struct Found {
        SearchWords words;
        std::vector<qint64> lines;  ///< falling
        qint64 current = 0;         ///< where somebody is; 0: nowhere
    };
    /// The words stand out in these lines, and the lines as ticks on the scroll bar (features A15).
    void setFound(Found found);
    /// To this line of them, which is the chosen one from now on; nothing moves where its words are in sight.
    void showFound(int row);
    bool isAtEnd() const;
    void setHasOlder(bool hasOlder, bool fetching);
    int newBelow() const { return m_newBelow; }
    /// "2 new messages": stands where its owner puts it, so that it covers no words; shown and hidden here.
    QPushButton* pill() const { return m_pill; }
    PictureShelf& pictures() { return m_pictures; }
    /// The selected letters, or the selected blocks with time and name, oldest first.
    QString selectedText() const;
    void copy() const;
    /// The chosen line, else the newest; empty: there is none.
    MessageId chosenMessage() const;
    /// Asks why the bot did not answer the chosen line, or else the customer's newest.
    void askForReasons();
    /// Masked lines can be revealed by who sits here: revealWanted.
    void offerReveal() { m_mayReveal = true; }
    /// Asks for the numbers of the chosen line, or else of the newest that has dots for some.
    void askForReveal();
    /// Asks where the time of the chosen answer went, or else of the bot's newest one.
    void askForSteps();
    /// For tests: where a line stands in the viewport, and what fraction of the lines was ever laid out.
    int topOfRow(int row) const { return int(m_heights.sumBefore(row) + topPadding() - m_scroll); }
    int laidOut() const { return int(m_laid); }
    QStringList markedWords(int row) { return block(row).markedWords(); }

signals:
    void olderWanted();
    void retryWanted(tongdai::MessageId id);
    void editWanted(tongdai::MessageId id);
    /// About a line that could not be delivered (Delivery::outboxId).
    void decisionWanted(qint64 outboxId, tongdai::OutboxDecision decision);
    /// Other words are to go out in place of this refused line.
    void rewordWanted(qint64 rev);
    /// Why the bot did not answer this line of a customer.
    void reasonsWanted(qint64 rev);
    /// This line is to be shown as it is.
    void revealWanted(qint64 rev);
    /// Where the milliseconds of this answer of the bot went.
    void stepsWanted(qint64 rev);
    void escapePressed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Spot {  ///< a letter in the thread
        int row = -1;
        int letter = 0;
    };
    void takeReset();
    void takeInserted(int first, int last);
    void takeRemoved(int first, int last);
    void takeChanged(int first, int last);
    void takePicture(const QUrl& url);
    void showPictures(int row);
    void shiftSpots(int from, int by);
    void redress();

    BlockContent contentOf(int row) const;
    const ThreadBlock& block(int row);
    void measure(int row);
    int estimateOf(int row) const;
    void settle();
    void measureVisible();
    void syncScrollBar();
    bool isFound(int row) const;
    void syncTicks();
    void setScroll(qint64 scroll);
    qint64 maxScroll() const;
    int topPadding() const;
    void askForOlder();
    void countNew(int lines);
    void updatePill();
    void forgetFarBlocks();

    Spot spotAt(const QPoint& point);
    std::pair<int, int> selectedRows() const;
    bool hasSteps(int row) const;
    bool isRevealable(int row) const;
    void setCurrentRow(int row, bool extend);
    void ensureRowVisible(int row);
    void activateRow(int row);
    bool press(int row, ThreadBlock::Part part);
    std::optional<Delivery> undecided(int row) const;
    void addDecisions(QMenu& menu, int row);
    void announce(int row);

    ThreadModel& m_model;
    PictureShelf m_pictures;
    OperatorId m_me;
    std::optional<Conversation> m_conversation;
    Look m_look;
    ThreadStyle m_style;
    HeightIndex m_heights;
    Found m_found;
    std::unordered_map<int, std::unique_ptr<ThreadBlock>> m_blocks;
    qint64 m_scroll = 0;  ///< content position of the viewport's top
    bool m_atEnd = true;  ///< follows the end while true
    bool m_syncing = false;
    bool m_hasOlder = false;
    bool m_fetchingOlder = false;
    bool m_mayReveal = false;
    int m_newBelow = 0;
    qint64 m_laid = 0;
    Spot m_selectionStart;
    Spot m_selectionEnd;
    int m_current = -1;
    bool m_selecting = false;
    QPushButton* m_pill;
    TickedScrollBar* m_bar;
};

}  // namespace tongdai
