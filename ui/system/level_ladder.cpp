#include "ui/system/level_ladder.h"

#include "ui/common/widgets/role_label.h"
#include "ui/common/words/health_words.h"

#include <QBoxLayout>
#include <QPainter>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr HealthLevel kLevels[] = {HealthLevel::Full, HealthLevel::NoRedis,   HealthLevel::NoDatabase,
                                   HealthLevel::NoAi, HealthLevel::NoChannel, HealthLevel::ReadOnly};
constexpr int kSteps = int(std::size(kLevels));
constexpr int kStepGap = 6;

QString stepWords(HealthLevel level)
{
    return u"%1  %2"_s.arg(int(level)).arg(HealthWords::level(level));
}

Tone toneOf(HealthLevel level)
{
    switch (level) {
        case HealthLevel::Full: return Tone::Good;
        case HealthLevel::NoDatabase:
        case HealthLevel::ReadOnly: return Tone::Danger;
        default: return Tone::Attention;
    }
}

}  // namespace

class LevelLadder::Steps final : public QWidget {
public:
    Steps()
    {
        QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
    }

    void setLevel(HealthLevel level)
    {
        m_level = level;
        updateGeometry();
        update();
    }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override
    {
        const int lines = kSteps / stepsPerLine(width);
        return lines * stepHeight() + (lines - 1) * kStepGap;
    }
    QSize sizeHint() const override { return {lineWidth(kSteps), stepHeight()}; }
    QSize minimumSizeHint() const override { return {lineWidth(2), stepHeight()}; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const int perLine = stepsPerLine(width());
        const double wide = (width() - (perLine - 1) * kStepGap) / double(perLine);
        for (int i = 0; i < kSteps; ++i) {
            const double x = (i % perLine) * (wide + kStepGap);
            const int line = i / perLine;
            const double y = line * (stepHeight() + kStepGap);
            paintStep(painter, QRectF(x, y, wide, stepHeight()).adjusted(0.5, 0.5, -0.5, -0.5), kLevels[i]);
        }
    }

private:
    int stepHeight() const { return lineHeightOf(font()) + 12; }
    int lineWidth(int steps) const
    {
        int widest = 0;
        for (const HealthLevel level : kLevels)
            widest = std::max(widest, boldMetrics().horizontalAdvance(stepWords(level)));
        return steps * (widest + 16 + kStepGap) - kStepGap;
    }
    // Six in a row, or three, or two: words are never cut.
    int stepsPerLine(int width) const
    {
        if (width >= lineWidth(kSteps)) return kSteps;
        return width >= lineWidth(3) ? 3 : 2;
    }

    QFontMetrics boldMetrics() const
    {
        QFont bold = font();
        bold.setBold(true);
        return QFontMetrics(bold);
    }

    void paintStep(QPainter& painter, const QRectF& box, HealthLevel level) const
    {
        const bool present = level == m_level;
        const QColor fill = colorOf(palette(), roleOf(toneOf(level)));
        painter.setPen(present ? fill : colorOf(palette(), ColorRole::Separator));
        painter.setBrush(present ? QBrush(fill) : QBrush(Qt::NoBrush));
        painter.drawRoundedRect(box, 6, 6);
        QFont words = font();
        words.setBold(present);
        painter.setFont(words);
        painter.setPen(colorOf(palette(), present ? ColorRole::AccentText : ColorRole::SecondaryText));
        const QRect inside = box.toRect().adjusted(6, 0, -6, 0);
        painter.drawText(inside, Qt::AlignCenter | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(stepWords(level), Qt::ElideRight, inside.width()));
    }

    HealthLevel m_level = HealthLevel::Full;
};

LevelLadder::LevelLadder(QWidget* parent)
    : QWidget(parent), m_steps(new Steps), m_meaning(new RoleLabel(TextRole::List, ColorRole::SecondaryText))
{
    setObjectName(u"level"_s);
    m_meaning->setWordWrap(true);
    m_meaning->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(m_steps);
    rows->addWidget(m_meaning);
    retranslate();
}

void LevelLadder::setLevel(HealthLevel level)
{
    m_level = level;
    retranslate();
}

void LevelLadder::retranslate()
{
    m_steps->setLevel(m_level);
    m_meaning->setText(HealthWords::levelMeaning(m_level));
    setAccessibleName(stepWords(m_level));
}

}  // namespace tongdai
