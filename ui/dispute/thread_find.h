#pragma once

#include "engine/domain/dispute/dispute.h"
#include "ui/common/look/look.h"

#include <QSet>
#include <QWidget>

class QLineEdit;

namespace tongdai {

class GlyphButton;
class RoleLabel;

/// Finds words in the conversation that is open: folded, so that "dat hang" finds "đặt hàng", or as raw Telex. Enter
/// goes back to older lines and round, Shift+Enter on to newer ones. GUI thread.
class ThreadFind final : public QWidget {
    Q_OBJECT
public:
    explicit ThreadFind(Look look, QWidget* parent = nullptr);

    /// Another conversation, or more of it. Null: none.
    void setThread(const DisputeThread* thread);
    void open();
    void leave();
    void retranslate();

signals:
    /// These lines hold the words; none: nothing is looked for.
    void foundChanged(QSet<QByteArray> lines);
    void lineChosen(QByteArray line);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void search(bool isNewThread);
    void step(int direction);
    void write();

    Look m_look;
    const DisputeThread* m_thread = nullptr;
    QList<QByteArray> m_found;  ///< in the order of the thread
    qsizetype m_now = -1;
    QLineEdit* m_box;
    RoleLabel* m_count;
    GlyphButton* m_close;
};

/// Which lines of it hold all of the words; in their order.
QList<QByteArray> linesHolding(const DisputeThread& thread, const QString& words);

}  // namespace tongdai
