#pragma once

#include "ui/common/look/tone.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace tongdai {

/// A bar that says what is wrong (workspace 3.7): one sentence, a "+2" for what else is wrong, one button. It does not
/// decide when to appear; whoever owns it does.
class NoticeBar final : public QWidget {
    Q_OBJECT
public:
    explicit NoticeBar(QWidget* parent = nullptr);
    void setNotice(Tone tone, const QString& sentence, const QString& more = {});
    void setAction(const QString& words);  ///< empty: no button
    /// Where it may not grow: at most so many lines, the whole sentence on hover.
    void setMostLines(int lines);
    QString sentence() const { return m_full; }
    Tone tone() const { return m_tone; }

signals:
    void actionChosen();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void dress();
    void fit();

    Tone m_tone = Tone::Neutral;
    QString m_full;
    int m_mostLines = 0;  ///< 0: as many as it needs
    QHBoxLayout* m_row;
    QLabel* m_sentence;
    QLabel* m_more;
    QPushButton* m_action;
};

}  // namespace tongdai
