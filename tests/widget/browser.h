#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace tongdai::testing {

/// A headless Chromium for tests, told what to do by tests/widget/browser.mjs. Its profile lives as long as this
/// object: a page that is closed and opened again is visited by the same visitor. Every verb runs the event loop while
/// it waits.
class Browser {
public:
    /// False: problem() says what is missing and how to get it.
    bool start();
    ~Browser();

    /// False: see problem().
    bool open(const QString& url)
    {
        return tell({{QStringLiteral("do"), QStringLiteral("open")}, {QStringLiteral("url"), url}});
    }
    bool close() { return tell({{QStringLiteral("do"), QStringLiteral("close")}}); }
    bool click(const QString& selector);
    bool type(const QString& text);
    bool press(const QString& key);
    /// Waits until something at `selector` shows `text`.
    bool sees(const QString& selector, const QString& text);
    bool isGone(const QString& selector);
    QStringList texts(const QString& selector);
    QStringList attributes(const QString& selector, const QString& name);
    /// How many things of this role and name a screen reader finds.
    int roles(const QString& role, const QString& name);
    /// Parts of the chat that reach out of its panel, or the panel out of the window.
    QStringList overflows();
    QString focused();
    /// Runs a script in the page; what it comes to is value().
    bool evaluate(const QString& script);
    QJsonValue value() const { return m_value; }
    /// Kept when TONGDAI_PICTURES names a folder.
    void picture(const QString& name);
    void setColours(const QString& scheme);
    void setSize(int width, int height);
    /// Errors of the page's scripts and its console since the start, or since they were forgotten.
    QStringList problems();
    void forgetProblems();

    QString problem() const { return m_problem; }

private:
    bool tell(const QJsonObject& command);
    bool readAnswer();

    QTemporaryDir m_profile;
    QProcess m_node;
    QByteArray m_output;
    QJsonValue m_value;
    QString m_problem;
};

}  // namespace tongdai::testing
