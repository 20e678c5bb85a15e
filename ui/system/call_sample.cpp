#include "ui/system/call_sample.h"

#include "ui/common/widgets/copy_button.h"
#include "ui/common/widgets/focus_ring.h"
#include "ui/common/widgets/role_label.h"

#include <QApplication>
#include <QBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>

#include <QPlainTextEdit>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kCallLines = 7;

// Inside single quotes a POSIX shell changes nothing but the quote itself.
QString quoted(QString text)
{
    return u"'%1'"_s.arg(text.replace(u"'"_s, u"'\\''"_s));
}

QString jsonString(const QString& text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.mid(1, array.size() - 2));
}

}  // namespace

QString CallSample::curlLine(const QUrl& engine, const QString& token, const QString& greeting, TimePoint sentAt)
{
    QUrl url = engine;
    url.setPath(u"/api/v1/enhanced-handle-message"_s);
    // Written out rather than by QJsonDocument, which sorts the fields: this one is read by people.
    const QString seconds = QString::number(toUnixSeconds(sentAt), 'f', 3);
    const QString body =
        u"{\"conversation_id\": \"try-1\", \"message_id\": \"try-%1\",\n"
        "       \"message_content\": %2,\n"
        "       \"sender_id\": \"customer-1\", \"sender_type\": \"user\",\n"
        "       \"timestamp\": %1, \"metadata\": {\"platform\": \"web\"}}"_s.arg(seconds, jsonString(greeting));
    return u"curl -sS %1 \\\n  -H %2 \\\n  -H 'Content-Type: application/json' \\\n  -d %3"_s.arg(
        quoted(url.toString(QUrl::FullyEncoded)), quoted(u"Authorization: Bearer "_s + token), quoted(body));
}

CallSample::CallSample(Look look, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_hint(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_text(new QPlainTextEdit),
      m_copy(new CopyButton([this] { return line(m_token); }))
{
    m_hint->setWordWrap(true);
    m_text->setObjectName(u"call"_s);
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    new FocusRing(*m_text);
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

QString CallSample::line(const QString& token) const
{
    return curlLine(m_engine, token, tr("Hello, do you still have size M?"), m_look.now());
}

QString CallSample::shownCall() const
{
    return m_text->toPlainText();
}

void CallSample::retranslate()
{
    const bool possible = !m_engine.isEmpty();
    m_hint->setText(
        tr("Paste this into a terminal: a customer's message appears on the Live page. Copy again for the "
           "next message."));
    const QFont mono = fontOf(QApplication::font(), TextRole::Mono);
    m_text->setFont(mono);
    m_text->setFixedHeight(QFontMetrics(mono).lineSpacing() * kCallLines + 16);
    m_text->setPlainText(possible ? line(QString(8, u'•')) : tr("The engine is not listening yet."));
    m_text->setAccessibleName(tr("Sample call"));
    m_copy->setEnabled(possible);
    m_copy->retranslate();
}

}  // namespace tongdai
