#pragma once

#include "ui/common/look/look.h"

#include <QStringList>
#include <QUrl>
#include <QWidget>

class QPlainTextEdit;
class QPushButton;

namespace tongdai {

class CopyButton;
class RoleLabel;

/// The chat widget of web pages: whether it is on, the line that embeds it, the page to try it on.
class WidgetBox final : public QWidget {
    Q_OBJECT
public:
    explicit WidgetBox(Look look, QWidget* parent = nullptr);
    /// `engine` empty: it does not listen. `origins`: whose pages may use it besides the demo page.
    void setEngine(const QUrl& engine, const QStringList& origins);
    void retranslate();
    void focusFirst();

    static QString embedLine(const QUrl& engine);
    static QUrl demoPage(const QUrl& engine);

private:
    QString stateWords() const;

    Look m_look;
    QUrl m_engine;
    QStringList m_origins;
    RoleLabel* m_state;
    QPlainTextEdit* m_line;
    CopyButton* m_copy;
    QPushButton* m_demo;
};

}  // namespace tongdai
