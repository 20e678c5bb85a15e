#include "ui/system/call_sample.h"

#include "ui/common/role_label.h"
#include "ui/system/copy_button.h"

#include <QApplication>
#include <QBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPlainTextEdit>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kVisibleLines = 6;

// Inside single quotes a POSIX shell changes nothing but the quote itself.
QString quoted(QString text)
{
    return u"'%1'"_s.arg(text.replace(u"'"_s, u"'\\''"_s));
}

}  // namespace

QString CallSample::curlLine(const QUrl& engine, const QString& token, const QString& greeting)
{
    QUrl url = engine;
    url.setPath(u"/api/v1/enhanced-handle-message"_s);
    const QString body = QString::fromUtf8(QJsonDocument({{u"conversation_id"_s, u"test-1"_s},
                                                          {u"message_id"_s, u"m-1"_s},
                                                          {u"message_content"_s, greeting},
                                                          {u"sender_id"_s, u"customer-1"_s},
                                                          {u"sender_type"_s, u"user"_s},
                                                          {u"timestamp"_s, 1758700000.25},
                                                          {u"metadata"_s, QJsonObject{{u"platform"_s, u"facebook"_s}}}})
                                               .toJson(QJsonDocument::Compact));
    return u"curl -sS %1 \\\n  -H %2 \\\n  -H 'Content-Type: application/json' \\\n  -d %3"_s.arg(
        quoted(url.toString(QUrl::FullyEncoded)), quoted(u"Authorization: Bearer "_s + token), quoted(body));
}

CallSample::CallSample(QWidget* parent)
    : QWidget(parent),
      m_hint(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_text(new QPlainTextEdit),
      m_copy(new CopyButton([this] { return curlLine(m_engine, m_token, tr("Hello, is size M still there?")); }))
{
    m_hint->setWordWrap(true);
    m_text->setObjectName(u"call"_s);
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_text->setWordWrapMode(QTextOption::WrapAnywhere);
    auto* head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_hint, 1);
    head->addWidget(m_copy, 0, Qt::AlignTop);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addLayout(head);
    rows->addWidget(m_text);
    retranslate();
}

void CallSample::setCall(const QUrl& engine, const QString& token)
{
    m_engine = engine;
    m_token = token;
    retranslate();
}

QString CallSample::shownCall() const
{
    return m_text->toPlainText();
}

void CallSample::retranslate()
{
    const bool possible = !m_engine.isEmpty();
    m_hint->setText(
        tr("Paste this into a terminal: a customer's message appears on the Live page. Run it again with "
           "another message_id for the next one."));
    const QFont mono = fontOf(QApplication::font(), TextRole::Mono);
    m_text->setFont(mono);
    m_text->setFixedHeight(QFontMetrics(mono).lineSpacing() * kVisibleLines + 16);
    m_text->setPlainText(possible ? curlLine(m_engine, QString(8, u'•'), tr("Hello, is size M still there?"))
                                  : tr("The engine does not listen yet."));
    m_text->setAccessibleName(tr("Sample call"));
    m_copy->setEnabled(possible);
    m_copy->retranslate();
}

}  // namespace tongdai
