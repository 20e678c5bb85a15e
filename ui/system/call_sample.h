#pragma once

#include "ui/common/look/look.h"

#include <QUrl>
#include <QWidget>

class QPlainTextEdit;

namespace tongdai {

class CopyButton;
class RoleLabel;

/// A ready call to this engine (contracts/handle-message §2) with its real address; the token is masked on screen
/// and real in the copy.
class CallSample final : public QWidget {
    Q_OBJECT
public:
    explicit CallSample(Look look, QWidget* parent = nullptr);
    void setCall(const QUrl& engine, const QString& token);
    void retranslate();
    QString shownCall() const;

    /// A line for a POSIX shell.
    static QString curlLine(const QUrl& engine, const QString& token, const QString& greeting, TimePoint sentAt);

private:
    QString line(const QString& token) const;

    Look m_look;
    QUrl m_engine;
    QString m_token;
    RoleLabel* m_hint;
    QPlainTextEdit* m_text;
    CopyButton* m_copy;
};

}  // namespace tongdai
