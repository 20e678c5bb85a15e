#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace tongdai {

/// One sentence, one action, one key (workspace 3.5), rarely a second action. Without an action there is no button.
class EmptyState final : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);
    void setSentence(const QString& sentence);
    /// `key` is shown beside the words, e.g. "Esc"; both empty: no button.
    void setAction(const QString& words, const QString& key = {});
    /// Another way out, less prominent; empty: none.
    void setSecondAction(const QString& words);
    QString sentence() const;

signals:
    void actionChosen();
    void secondActionChosen();

private:
    QLabel* m_sentence;
    QPushButton* m_action;
    QPushButton* m_second;
};

}  // namespace tongdai
