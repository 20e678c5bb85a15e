#pragma once

#include "ui/common/look/tone.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace tongdai {

class CopyButton;

/// A bar that says what is wrong (workspace 3.7): one sentence, a "+2" for what else is wrong, one button, and one
/// that copies words which can be had nowhere else. It does not decide when to appear; whoever owns it does.
class NoticeBar final : public QWidget {
    Q_OBJECT
public:
    explicit NoticeBar(QWidget* parent = nullptr);
    void setNotice(Tone tone, const QString& sentence, const QString& more = {});
    void setAction(const QString& words);  ///< empty: no button
    /// Empty: nothing is to be copied.
    void offerCopy(const QString& words);
    QString offered() const { return m_offered; }
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
    QString m_offered;
    int m_mostLines = 0;  ///< 0: as many as it needs
    QHBoxLayout* m_row;
    QLabel* m_sentence;
    QLabel* m_more;
    QPushButton* m_action;
    CopyButton* m_copy = nullptr;  ///< once there was something to copy
};

}  // namespace tongdai
