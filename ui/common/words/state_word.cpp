#include "ui/common/words/state_word.h"

#include "ui/common/look/text_role.h"

#include <QFontMetrics>
#include <QPainter>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDotGap = 4;

int glyphSide(const QFont& font)
{
    return QFontMetrics(font).ascent() + 2;
}

}  // namespace

StateWord::StateWord(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
}

void StateWord::setState(const QString& name, const QString& word, Tone tone)
{
    if (name == m_name && word == m_word && tone == m_tone) return;
    m_name = name;
    m_word = word;
    m_tone = tone;
    setAccessibleName(name.isEmpty() ? word : u"%1: %2"_s.arg(name, word));
    updateGeometry();
    update();
}

QFont StateWord::wordFont() const
{
    QFont bold = font();
    bold.setBold(m_tone == Tone::Danger || m_tone == Tone::Attention);
    return bold;
}

QSize StateWord::sizeHint() const
{
    int width = glyphSide(font()) + 2 + QFontMetrics(wordFont()).horizontalAdvance(m_word) + 2;
    if (!m_name.isEmpty()) width += fontMetrics().horizontalAdvance(m_name) + kDotGap;
    return {width, lineHeightOf(font()) + 2};
}

void StateWord::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    int x = 0;
    if (!m_name.isEmpty()) {
        painter.setPen(colorOf(palette(), ColorRole::SecondaryText));
        painter.drawText(QRect(x, 0, width(), height()), Qt::AlignVCenter | Qt::TextSingleLine, m_name);
        x += fontMetrics().horizontalAdvance(m_name) + kDotGap;
    }
    const QColor color = colorOf(palette(), roleOf(m_tone));
    const int side = glyphSide(font());
    paintGlyph(painter, glyphOf(m_tone), QRectF(x, (height() - side) / 2.0, side, side), color);
    x += side + 2;
    painter.setPen(m_tone == Tone::Good ? colorOf(palette(), ColorRole::Text) : color);
    painter.setFont(wordFont());
    painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter | Qt::TextSingleLine, m_word);
}

}  // namespace tongdai
