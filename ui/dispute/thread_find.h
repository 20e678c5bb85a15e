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
/// conversation; where there is more before it or behind it, the bar says so, or how much of that holds the words where
/// the source can tell, and it reads on when somebody goes on beyond the oldest or the newest it has found. GUI thread.
class ThreadFind final : public QWidget {
    Q_OBJECT
public:
    explicit ThreadFind(Look look, QWidget* parent = nullptr);

    /// Another conversation, or more of it. Null: none.
    void setThread(const DisputeThread* thread);
    /// Nothing moves: the first step goes to the newest of what is found.
    void open();
    /// The answer to searchWanted(): lines that hold the words, read or not, newest first, at most kMostHits. Not
    /// whole: there may be older ones.
    void setHits(const QString& words, const std::vector<DisputeHit>& hits, bool isWhole);
    static constexpr int kMostHits = 200;
    /// Forward is older. Opens where it is not.
    void step(int forward);
    /// What was wanted for that is not coming, or something else is read.
    void stopSteppingOn() { m_steppingOn = 0; }
    /// False: it had the focus, and what had it before is gone.
    bool leave();
    void retranslate() { write(); }

signals:
    /// These lines hold the words; none: nothing is looked for.
    void foundChanged(QSet<QByteArray> lines);
    void lineChosen(QByteArray line);
    void earlierWanted();
    void laterWanted();
    /// In what has not been read yet.
    void searchWanted(QString words);
    void closeWanted();

private:
    void search();
    void look();
    void goTo(qsizetype place);
    void stepInto(int forward, qsizetype place, bool isFromNowhere);
    void goOn();
    void askOn(int forward);
    void askSource();
    void forgetHits();
    void countUnread();
    bool isLater(const DisputeHit& hit) const;
    bool isCounted(int forward) const;
    bool mayStandUnread(int forward) const;
    qsizetype unreadOn(int forward) const { return forward > 0 ? m_older : m_later; }
    QString olderWords() const;
    QString laterWords() const;
    void write();

    Look m_look;
    const DisputeThread* m_thread = nullptr;
    ThreadRef m_ref;            ///< of it
    QList<QByteArray> m_found;  ///< newest first
    qsizetype m_now = -1;
    bool m_isThere = false;          ///< somebody has gone to it
    bool m_isBeyondSource = false;   ///< some were found by what the source does not look at
    std::vector<DisputeHit> m_hits;  ///< of the source itself, newest first
    bool m_isAnswered = false;       ///< by the source
    bool m_isCut = false;            ///< it may know older ones
    qsizetype m_older = 0;           ///< so many of them have not been read yet, before what is
    qsizetype m_later = 0;           ///< and behind it
    int m_steppingOn = 0;            ///< as soon as older lines (1) or later ones (-1) are read
    QTimer m_delay;                  ///< a question per pause, not per letter
    QPointer<QWidget> m_before;      ///< had the focus when it was opened
    FindBar* m_bar;
};

/// Which lines of it hold all of the words; in their order.
QList<QByteArray> linesHolding(const DisputeThread& thread, const QString& words);

}  // namespace tongdai
