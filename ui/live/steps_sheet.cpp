#include "ui/live/steps_sheet.h"

#include "engine/domain/statistics/quantile_sketch.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/window_place.h"
#include "ui/live/live_words.h"
#include "ui/live/step_bar.h"
#include "ui/stats/stats_words.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QPushButton>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kStepsWidth = 820;
constexpr qint64 kFewMessages = 20;  // of fewer, nineteen of twenty says nothing

RoleLabel* stepLabel(const char* name, ColorRole color = ColorRole::Text)
{
    auto* label = new RoleLabel(TextRole::List, color);
    label->setObjectName(QLatin1StringView(name));
    label->setTextFormat(Qt::PlainText);
    return label;
}

}  // namespace

StepsSheet::StepsSheet(const TurnSteps& steps, Look look, QWidget* parent)
    : QDialog(parent), m_steps(steps), m_look(std::move(look)), m_foot(stepLabel("stepsFoot", ColorRole::SecondaryText))
{
    setObjectName(u"stepsSheet"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    keepOnScreenWhenShown(*this);
    setWindowTitle(tr("Where the time of this answer went"));
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(20, 16, 20, 12);
    rows->setSpacing(10);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(14);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    const QStringList names = StatsWords::stepNames();
    for (size_t step = 0; step < kTurnSteps.size(); ++step)
        addRow(*grid, step, names.at(qsizetype(step)));
    rows->addLayout(grid);
    m_foot->setWordWrap(true);
    rows->addWidget(m_foot);
    rows->addStretch(1);
    auto* buttons = new QDialogButtonBox;
    QPushButton* close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    close->setShortcut(QKeySequence(Qt::Key_Escape));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    rows->addWidget(buttons);
    write({});
    m_foot->setText(tr("All together %1. There is nothing of today to compare with.").arg(span(total())));
    resize(std::min(kStepsWidth, parent ? parent->window()->width() - 40 : kStepsWidth), height());
    fit();
}

void StepsSheet::addRow(QGridLayout& grid, size_t step, const QString& name)
{
    auto* label = stepLabel("stepName");
    label->setText(name);
    Row& row = m_rows.at(step);
    row = {new StepBar, stepLabel("stepTook"), stepLabel("stepBand", ColorRole::SecondaryText),
           stepLabel("stepVerdict", ColorRole::Attention)};
    row.took->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    const int at = int(step);
    grid.addWidget(label, at, 0);
    grid.addWidget(row.bar, at, 1);
    grid.addWidget(row.took, at, 2);
    grid.addWidget(row.band, at, 3);
    grid.addWidget(row.verdict, at, 4);
}

/// As high as its words; whoever drew it larger keeps that.
void StepsSheet::fit()
{
    layout()->activate();
    const int high = std::min(heightForWidth(width()), mostSizeFor(*this).height());
    if (!isVisible() || height() < high) resize(width(), high);
}

void StepsSheet::compareWith(api::Statistics& statistics)
{
    m_foot->setText(tr("All together %1. Today's figures are being asked for …").arg(span(total())));
    api::whenAnswered<StepTimes>(this, statistics.steps(),
                                 [this](const api::Answer<StepTimes>& answer) { take(answer); });
}

void StepsSheet::take(const api::Answer<StepTimes>& answer)
{
    const auto* times = std::get_if<StepTimes>(&answer);
    if (!times) {
        m_foot->setText(tr("All together %1. Today's figures could not be had: %2")
                            .arg(span(total()), LiveWords::failure(std::get<api::DeskFailure>(answer))));
        return fit();
    }
    write(*times);
    const auto most = std::ranges::max(times->steps, {}, &StatsTimes::count).count;
    if (most == 0) {
        m_foot->setText(tr("All together %1. There is nothing of today to compare with.").arg(span(total())));
        return;
    }
    QString words = tr("All together %1. The band runs from what half of today's messages took (p50) to what nineteen "
                       "of twenty did not exceed (p95): %2 messages of this engine since %3, each step for itself.")
                        .arg(span(total()), m_look.formats().number(most), m_look.formats().clock(times->since));
    if (most < kFewMessages) words += u' ' + tr("So few messages say little.");
    m_foot->setText(words);
    fit();
}

double StepsSheet::total() const
{
    double sum = 0;
    for (size_t step = 0; step < kTurnSteps.size(); ++step)
        sum += took(step);
    return sum;
}

QString StepsSheet::span(double milliseconds) const
{
    return m_look.formats().duration(std::chrono::duration<double, std::milli>(milliseconds));
}

void StepsSheet::write(const StepTimes& today)
{
    // The axis holds the answer and the bands; one slow day is no reason to make the answer a dot.
    const double all = total();
    double whole = std::max(1.0, all);
    double begin = 0;
    for (size_t step = 0; step < kTurnSteps.size(); ++step) {
        whole = std::max(whole, begin + today.steps.at(step).p95 * 1000);
        begin += took(step);
    }
    whole = std::min(whole, std::max(1.0, all * 3));
    begin = 0;
    for (size_t step = 0; step < kTurnSteps.size(); ++step) {
        writeRow(step, begin, whole, today.steps.at(step));
        begin += took(step);
    }
}

void StepsSheet::writeRow(size_t step, double begin, double whole, const StatsTimes& today)
{
    const Row& row = m_rows.at(step);
    const double ms = took(step);
    const bool isSlow = today.count > 0 && ms > today.p95 * 1000 * (1 + QuantileSketch::kRelativeError);
    row.bar->setShape({whole, begin, ms, today.p50 * 1000, today.count > 0 ? today.p95 * 1000 : 0, isSlow});
    // What no clock was held to is not "0 ms".
    row.took->setText(ms > 0 ? span(ms) : u"–"_s);
    row.band->setText(today.count > 0 ? tr("today %1 to %2").arg(span(today.p50 * 1000), span(today.p95 * 1000))
                                      : QString());
    row.verdict->setText(!isSlow                      ? QString()
                         : today.count < kFewMessages ? tr("the slowest today")
                                                      : tr("slower than 19 of 20"));
}

}  // namespace tongdai
