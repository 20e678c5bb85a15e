#include "ui/common/notice_bar.h"

#include "ui/common/role_label.h"

#include <QBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace tongdai {

namespace {

constexpr int kEdge = 4;
constexpr int kGlyphSide = 18;
constexpr double kTint = 0.10;  // of the tone on the surface: text keeps its contrast

}  // namespace

NoticeBar::NoticeBar(QWidget* parent)
    : QWidget(parent),
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
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kEdge + 12 + kGlyphSide + 8, 6, 12, 6);
    row->setSpacing(12);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_more);
    row->addWidget(m_action);
    row->addStrut(m_action->sizeHint().height());  // what is below does not jump when the button comes or goes
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
}

void NoticeBar::setNotice(Tone tone, const QString& sentence, const QString& more)
{
    m_tone = tone;
    m_sentence->setText(sentence);
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

QString NoticeBar::sentence() const
{
    return m_sentence->text();
}

void NoticeBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QColor color = colorOf(palette(), roleOf(m_tone));
    painter.fillRect(rect(), mixed(colorOf(palette(), ColorRole::Surface), color, kTint));
    painter.fillRect(QRect(0, 0, kEdge, height()), color);
    painter.fillRect(QRect(0, height() - 1, width(), 1), colorOf(palette(), ColorRole::Separator));
    paintGlyph(painter, glyphOf(m_tone), QRectF(kEdge + 12, (height() - kGlyphSide) / 2.0, kGlyphSide, kGlyphSide),
               color);
}

}  // namespace tongdai
