#include "ui/system/widget_box.h"

#include "ui/common/widgets/copy_button.h"
#include "ui/common/widgets/focus_ring.h"
#include "ui/common/widgets/role_label.h"

#include <QApplication>
#include <QBoxLayout>
#include <QDesktopServices>
#include <QPlainTextEdit>
#include <QPushButton>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWidgetLines = 2;

bool isThisComputer(const QUrl& engine)
{
    const QString host = engine.host();
    return host == "localhost"_L1 || host == "::1"_L1 || host.startsWith("127."_L1);
}

QUrl at(const QUrl& engine, const QString& path)
{
    QUrl url = engine;
    url.setPath(path);
    return url;
}

}  // namespace

QString WidgetBox::embedLine(const QUrl& engine)
{
    return u"<script src=\"%1\" async></script>"_s.arg(
        at(engine, u"/widget.js"_s).toString(QUrl::FullyEncoded).toHtmlEscaped());
}

QUrl WidgetBox::demoPage(const QUrl& engine)
{
    return at(engine, u"/demo"_s);
}

void WidgetBox::focusFirst()
{
    m_line->setFocus();
}

WidgetBox::WidgetBox(Look look, QWidget* parent)
    : QWidget(parent),
      m_look(look),
      m_state(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_line(new QPlainTextEdit),
      m_copy(new CopyButton([this] { return embedLine(m_engine); })),
      m_demo(new QPushButton)
{
    m_state->setWordWrap(true);
    m_state->setObjectName(u"widgetState"_s);
    m_line->setObjectName(u"embedLine"_s);
    m_line->setReadOnly(true);
    m_line->setTabChangesFocus(true);
    new FocusRing(*m_line);
    m_line->setWordWrapMode(QTextOption::WrapAnywhere);
    m_demo->setObjectName(u"openDemo"_s);
    connect(m_demo, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(demoPage(m_engine)); });
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_copy);
    buttons->addWidget(m_demo);
    buttons->addStretch(1);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(m_state);
    rows->addWidget(m_line);
    rows->addLayout(buttons);
    retranslate();
}

void WidgetBox::setEngine(const QUrl& engine, const QStringList& origins)
{
    m_engine = engine;
    m_origins = origins;
    retranslate();
}

QString WidgetBox::stateWords() const
{
    if (m_engine.isEmpty()) return tr("Off: the engine is not listening yet.");
    const QString pages = m_origins.isEmpty()
                              ? tr("On. Only the demo page may use it so far: list your site in ALLOWED_ORIGINS.")
                              : tr("On, for the pages of %1.").arg(m_origins.join(u", "_s));
    if (!isThisComputer(m_engine)) return pages;
    return pages + u' ' + tr("This address is reachable from this computer alone.");
}

void WidgetBox::retranslate()
{
    const bool isOn = !m_engine.isEmpty();
    const QFont mono = fontOf(QApplication::font(), TextRole::Mono);
    m_state->setText(stateWords());
    m_line->setFont(mono);
    m_line->setFixedHeight(QFontMetrics(mono).lineSpacing() * kWidgetLines + 16);
    m_line->setPlainText(isOn ? embedLine(m_engine) : QString());
    m_line->setVisible(isOn);
    m_line->setAccessibleName(tr("Line to put into your web page"));
    m_demo->setText(tr("Open the demo page"));
    m_demo->setEnabled(isOn);
    m_copy->setEnabled(isOn);
    m_copy->retranslate();
}

}  // namespace tongdai
