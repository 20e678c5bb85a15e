#pragma once

#include "engine/domain/dispute/dispute.h"
#include "ui/common/look/look.h"

#include <QPointer>
#include <QSet>
#include <QTimer>
#include <QWidget>

namespace tongdai {

class FindBar;

/// Finds words in the conversation that is open: folded, so that "dat hang" finds "đặt hàng", or as raw Telex. Enter or
/// F3 goes back to older lines and round, with Shift on to newer ones. It looks at what has been read of the
/// conversation; where there is more it says so, or how much of that holds the words where the source can tell, and
/// reads on when somebody goes on behind the oldest it has found. GUI thread.
class ThreadFind final : public QWidget {
    Q_OBJECT
public:
    explicit ThreadFind(Look look, QWidget* parent = nullptr);

    /// Another conversation, or more of it. Null: none.
    void setThread(const DisputeThread* thread);
    void open();
    /// The answer to searchWanted(): lines that hold the words, read or not, at most kMostHits.
    void setHits(const QString& words, const std::vector<DisputeHit>& hits);
    static constexpr int kMostHits = 200;
    /// Forward is older. Opens where it is not.
    void step(int forward);
    /// False: it had the focus, and what had it before is gone.
    bool leave();
    void retranslate() { write(); }

signals:
    /// These lines hold the words; none: nothing is looked for.
    void foundChanged(QSet<QByteArray> lines);
    void lineChosen(QByteArray line);
    void earlierWanted();
    /// In what has not been read yet.
    void searchWanted(QString words);
    void closeWanted();

private:
    void search();
    void look();
    void goTo(qsizetype place);
    void goOn();
    void askSource();
    void countUnread();
    QString unreadWords() const;
    void write();

    Look m_look;
    const DisputeThread* m_thread = nullptr;
    ThreadRef m_ref;            ///< of it
    QList<QByteArray> m_found;  ///< newest first
    qsizetype m_now = -1;
    std::vector<DisputeHit> m_hits;  ///< of the source itself
    qsizetype m_unread = 0;          ///< so many of them have not been read yet
    bool m_isSteppingOn = false;     ///< as soon as older lines are read
    QTimer m_delay;                  ///< a question per pause, not per letter
    QPointer<QWidget> m_before;      ///< had the focus when it was opened
    FindBar* m_bar;
};

/// Which lines of it hold all of the words; in their order.
QList<QByteArray> linesHolding(const DisputeThread& thread, const QString& words);

}  // namespace tongdai
