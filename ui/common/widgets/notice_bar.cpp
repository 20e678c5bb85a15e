#include "ui/common/widgets/notice_bar.h"

#include "ui/common/widgets/copy_button.h"
#include "ui/common/widgets/plain_tool_tip.h"
#include "ui/common/widgets/role_label.h"

#include <QApplication>
#include <QBoxLayout>
#include <QEvent>
#include <QPainter>
#include <QPushButton>
#include <QTextLayout>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kEdge = 4;
constexpr double kTint = 0.10;  // of the tone on the surface: text keeps its contrast

int noticeGlyphSide()
{
    return grownWith(QApplication::font(), 18);
}

/// The beginning of `words` that `lines` lines of this width hold.
QString beginningOf(const QString& words, const QFont& font, int width, int lines)
{
    QTextLayout layout(words, font);
    layout.beginLayout();
    int start = 0;
    for (int i = 0; i < lines; ++i) {
        QTextLine line = layout.createLine();
        if (!line.isValid()) break;
        line.setLineWidth(width);
        start = line.textStart();
    }
    const bool isWhole = !layout.createLine().isValid();
    layout.endLayout();
    if (isWhole) return words;
    return words.left(start) + QFontMetrics(font).elidedText(words.mid(start), Qt::ElideRight, width);
}

}  // namespace

NoticeBar::NoticeBar(QWidget* parent)
    : QWidget(parent),
      m_row(new QHBoxLayout(this)),
      m_sentence(new RoleLabel(TextRole::List)),
      m_more(new RoleLabel(TextRole::Small, ColorRole::SecondaryText)),
      m_action(new QPushButton)
{
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_more->hide();
    m_action->hide();
    connect(m_action, &QPushButton::clicked, this, &NoticeBar::actionChosen);
    m_row->setSpacing(12);
    m_row->addWidget(m_sentence, 1);
    m_row->addWidget(m_more);
    m_row->addWidget(m_action);
    m_row->addStrut(m_action->sizeHint().height());  // what is below does not jump when the button comes or goes
    m_sentence->installEventFilter(this);
    dress();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
}

void NoticeBar::setNotice(Tone tone, const QString& sentence, const QString& more)
{
    m_tone = tone;
    m_full = sentence;
    fit();
    m_more->setText(more);
    m_more->setVisible(!more.isEmpty());
    setAccessibleName(sentence);
    update();
}

void NoticeBar::setAction(const QString& words)
{
    m_action->setText(words);
    m_action->setVisible(!words.isEmpty());
}

void NoticeBar::offerCopy(const QString& words)
{
    m_offered = words;
    if (!m_copy) {
        if (words.isEmpty()) return;
        m_copy = new CopyButton([this] { return m_offered; });
        m_copy->setObjectName(objectName() + u"Copy"_s);
        m_row->addWidget(m_copy);
        setTabOrder(m_action, m_copy);
    }
    m_copy->setVisible(!words.isEmpty());
}

void NoticeBar::setMostLines(int lines)
{
    m_mostLines = lines;
    dress();
    fit();
}

void NoticeBar::dress()
{
    const int air = m_mostLines > 0 ? 2 : 6;
    m_row->setContentsMargins(kEdge + 12 + noticeGlyphSide() + 8, air, 12, air);
}

void NoticeBar::fit()
{
    const QString shown =
        m_mostLines > 0 ? beginningOf(m_full, m_sentence->font(), m_sentence->width(), m_mostLines) : m_full;
    if (shown == m_sentence->text()) return;
    m_sentence->setText(shown);
    m_sentence->setToolTip(shown == m_full ? QString() : plainToolTip(m_full));
}

bool NoticeBar::event(QEvent* event)
{
    if (event->type() == QEvent::ApplicationFontChange) dress();
    if (event->type() == QEvent::LanguageChange && m_copy) m_copy->retranslate();
    return QWidget::event(event);
}

bool NoticeBar::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::FontChange) fit();
    return QWidget::eventFilter(watched, event);
}

void NoticeBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QColor color = colorOf(palette(), roleOf(m_tone));
    painter.fillRect(rect(), mixed(colorOf(palette(), ColorRole::Surface), color, kTint));
    painter.fillRect(QRect(0, 0, kEdge, height()), color);
    painter.fillRect(QRect(0, height() - 1, width(), 1), colorOf(palette(), ColorRole::Separator));
    const int side = noticeGlyphSide();
    paintGlyph(painter, glyphOf(m_tone), QRectF(kEdge + 12, (height() - side) / 2.0, side, side), color);
}

}  // namespace tongdai
