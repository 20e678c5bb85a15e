#include "ui/setup/hours_section.h"

#include "engine/domain/shop/lunar_calendar.h"
#include "ui/common/widgets/card.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/live/live_words.h"
#include "ui/stats/stats_words.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDateTime>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWorkweek = 5;
constexpr auto kClosedFormat = "dd/MM/yyyy"_L1;

}  // namespace

HoursSection::HoursSection(api::Statistics& statistics, Look look, QWidget* parent)
    : SetupSection(parent),
      m_statistics(statistics),
      m_look(look),
      m_card(new Card),
      m_meaning(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_holidays(new QCheckBox),
      m_closedName(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_closed(new QLineEdit),
      m_zone(new RoleLabel(TextRole::Small, ColorRole::SecondaryText)),
      m_problem(new RoleLabel(TextRole::List, ColorRole::Danger)),
      m_said(new NoticeBar),
      m_save(new QPushButton),
      m_copy(new QPushButton)
{
    setObjectName(u"hours"_s);
    build();
    connect(m_save, &QPushButton::clicked, this, &HoursSection::save);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        for (int day = 1; day < kWorkweek; ++day)
            m_days.at(size_t(day))->setText(m_days.front()->text());
        m_isDirty = true;
        check();
    });
    connect(&statistics, &api::Statistics::ready, this, [this] {
        if (isVisible()) ask();
    });
    show({});
}

void HoursSection::build()
{
    m_save->setObjectName(u"save"_s);
    m_copy->setObjectName(u"copyMonday"_s);
    m_problem->setObjectName(u"problem"_s);
    m_holidays->setObjectName(u"holidays"_s);
    m_closed->setObjectName(u"closedDays"_s);
    m_said->setObjectName(u"hoursSaid"_s);
    m_said->hide();
    for (RoleLabel* label : {m_meaning, m_problem, m_zone}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    const auto changed = [this] {
        m_isDirty = true;
        check();
    };
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(6);
    for (int day = 0; day < 7; ++day) {
        auto* name = new RoleLabel(TextRole::List, ColorRole::SecondaryText);
        auto* edit = new QLineEdit;
        edit->setObjectName(u"day%1"_s.arg(day));
        edit->setMaxLength(200);
        name->setBuddy(edit);
        connect(edit, &QLineEdit::textEdited, this, changed);
        grid->addWidget(name, day, 0);
        grid->addWidget(edit, day, 1);
        m_names.at(size_t(day)) = name;
        m_days.at(size_t(day)) = edit;
    }
    connect(m_holidays, &QCheckBox::clicked, this, changed);
    connect(m_closed, &QLineEdit::textEdited, this, changed);
    m_closedName->setBuddy(m_closed);
    m_card->content().addWidget(m_meaning);
    m_card->content().addLayout(grid);
    m_card->content().addWidget(m_holidays);
    m_card->content().addWidget(m_closedName);
    m_card->content().addWidget(m_closed);
    m_card->content().addWidget(m_zone);
    m_card->content().addWidget(m_problem);
    m_card->content().addLayout(rowOf({m_save, m_copy}));
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(16);
    rows->addWidget(m_said);
    rows->addWidget(m_card);
    rows->addStretch(1);
}

void HoursSection::showEvent(QShowEvent* event)
{
    SetupSection::showEvent(event);
    if (!m_isDirty) ask();
}

void HoursSection::ask()
{
    m_asked.await<WorkingRules>(this, m_statistics.workingRules(),
                                [this](const api::Answer<WorkingRules>& answer) { take(answer, false); });
}

void HoursSection::take(const api::Answer<WorkingRules>& answer, bool isSaved)
{
    const auto* rules = std::get_if<WorkingRules>(&answer);
    if (!rules) {
        m_said->setNotice(Tone::Danger, LiveWords::failure(std::get<api::DeskFailure>(answer)));
        m_said->show();
        return check();
    }
    m_said->setVisible(isSaved);
    if (isSaved) {
        m_said->setNotice(Tone::Good,
                          tr("Saved. The figures of hours that are over are now counted anew; until that is "
                             "done, long ranges take longer."));
    } else if (m_isDirty) {
        return;  // what is being typed stays
    }
    m_isDirty = false;
    show(*rules);
}

void HoursSection::show(const WorkingRules& rules)
{
    m_saved = rules;
    for (size_t day = 0; day < m_days.size(); ++day)
        m_days.at(day)->setText(WorkingRules::words(rules.days.at(day)));
    m_holidays->setChecked(rules.keepsHolidays);
    QStringList closed;
    for (const QDate day : rules.closed)
        closed << day.toString(kClosedFormat);
    m_closed->setText(closed.join(u", "_s));
    check();
}

std::optional<QList<QDate>> HoursSection::closedDays() const
{
    static const QRegularExpression between(uR"([\s,;]+)"_s);
    QList<QDate> days;
    for (const QString& word : m_closed->text().split(between, Qt::SkipEmptyParts)) {
        QDate day = QDate::fromString(word, u"d/M/yyyy"_s);
        if (!day.isValid()) day = QDate::fromString(word, Qt::ISODate);
        if (!day.isValid()) return {};
        days << day;
    }
    std::ranges::sort(days);
    days.erase(std::unique(days.begin(), days.end()), days.end());
    return days;
}

std::optional<WorkingRules> HoursSection::typed()
{
    WorkingRules rules;
    rules.zone = m_look.language.zone().id();
    rules.keepsHolidays = m_holidays->isChecked();
    m_problem->clear();
    for (size_t day = 0; day < m_days.size(); ++day) {
        const auto stretches = WorkingRules::readStretches(m_days.at(day)->text());
        if (!stretches) {
            m_problem->setText(tr("%1: “%2” cannot be read. Write it as 8:00-12:00, 13:30-17:30; empty is closed.")
                                   .arg(m_names.at(day)->text(), m_days.at(day)->text().trimmed()));
            return {};
        }
        rules.days.at(day) = *stretches;
    }
    const auto closed = closedDays();
    if (!closed) {
        m_problem->setText(tr("The days off cannot be read. Write them as 24/12/2026, 31/12/2026."));
        return {};
    }
    rules.closed = *closed;
    return rules;
}

void HoursSection::check()
{
    const auto rules = typed();
    m_problem->setVisible(!m_problem->text().isEmpty());
    m_save->setEnabled(rules && m_isDirty && *rules != m_saved);
    const QDate tet = [this] {
        const QDate today = m_look.formats().local(m_look.now()).date();
        const QDate next = tetOf(today.year());
        return next >= today ? next : tetOf(today.year() + 1);
    }();
    const Formats& formats = m_look.formats();
    const TimePoint noon(
        std::chrono::milliseconds(QDateTime(tet, QTime(12, 0), formats.timeZone()).toMSecsSinceEpoch()));
    m_zone->setText(tr("By the clock of %1. The next Tết begins on %2.")
                        .arg(u"%1 (%2)"_s.arg(formats.zone(m_look.now()), QString::fromUtf8(formats.timeZone().id())),
                             formats.date(noon)));
}

void HoursSection::save()
{
    const auto rules = typed();
    if (!rules) return check();
    m_save->setEnabled(false);
    m_asked.await<WorkingRules>(this, m_statistics.setWorkingRules(*rules),
                                [this](const api::Answer<WorkingRules>& answer) { take(answer, true); });
}

void HoursSection::retranslate()
{
    m_card->setHeading(tr("Working hours"));
    m_meaning->setText(
        tr("The times customers wait for a person are counted a second time by these hours alone, so that "
           "nights and holidays are no delay. Empty everywhere: they are not used. Commas "
           "separate several stretches a day."));
    const QStringList names = StatsWords::weekdays();
    for (size_t day = 0; day < m_names.size(); ++day) {
        m_names.at(day)->setText(names.at(qsizetype(day)));
        m_days.at(day)->setAccessibleName(tr("Working hours on %1").arg(names.at(qsizetype(day))));
        m_days.at(day)->setPlaceholderText(tr("closed"));
    }
    m_holidays->setText(tr("Closed on public holidays, Tết included"));
    m_closedName->setText(tr("Other days off"));
    m_closed->setPlaceholderText(u"24/12/2026, 31/12/2026"_s);
    m_save->setText(tr("Save"));
    m_copy->setText(tr("Monday's hours until Friday"));
    check();
}

}  // namespace tongdai
