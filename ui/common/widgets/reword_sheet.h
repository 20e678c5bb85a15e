#pragma once

#include "ui/common/look/look.h"

#include <QDialog>

class QPlainTextEdit;
class QPushButton;

namespace tongdai {

class NoticeBar;

/// Asks for other words in place of an answer that the platform refused (features G7). It stays open until whoever
/// opened it says what became of them. Lives on the GUI thread; deletes itself.
class RewordSheet final : public QDialog {
    Q_OBJECT
public:
    /// `text`: what was to be said.
    RewordSheet(const QString& text, Look look, QWidget* parent = nullptr);
    /// Nothing was sent; what was typed stands as it is.
    void fail(const QString& words);
    /// Not while the words are on their way; changed ones ask once.
    void reject() override;

signals:
    void wordsGiven(QString text);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void give();
    void writeButton();
    void changeWords();

    QString m_refused;
    bool m_isOnItsWay = false;
    bool m_hasAsked = false;  ///< whether the changed words may go
    QPlainTextEdit* m_words;
    NoticeBar* m_notice;
    QPushButton* m_send = nullptr;
    QPushButton* m_cancel = nullptr;
};

}  // namespace tongdai
