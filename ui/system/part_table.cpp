#include "ui/system/part_table.h"

#include "ui/common/widgets/elided_label.h"
#include "ui/common/words/cause_words.h"
#include "ui/common/words/health_words.h"
#include "ui/common/words/state_word.h"

#include <QGridLayout>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPlaceLines = 3;

enum Column { Name, State, Latency, Since, Place, kPartColumns };

}  // namespace

/// The labels of one part, two grid lines: the figures, and under them the cause when there is one.
class PartRow {
public:
    PartRow(Part part, QGridLayout& grid, int line)
        : m_part(part),
          m_name(new RoleLabel(TextRole::List)),
          m_state(new StateWord),
          m_latency(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
          m_since(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
          m_place(new ElidedLabel(TextRole::Mono, ColorRole::SecondaryText, Qt::ElideMiddle)),
          m_cause(new RoleLabel(TextRole::List, ColorRole::Danger))
    {
        m_cause->setWordWrap(true);
        m_cause->setTextFormat(Qt::PlainText);
        m_cause->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_place->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        m_place->setMostLines(kPlaceLines);
        grid.addWidget(m_name, line, Name);
        grid.addWidget(m_state, line, State);
        grid.addWidget(m_latency, line, Latency, Qt::AlignRight | Qt::AlignVCenter);
        grid.addWidget(m_since, line, Since);
        grid.addWidget(m_place, line, Place);
        grid.addWidget(m_cause, line + 1, State, 1, kPartColumns - State);
    }

    Part part() const { return m_part; }

    void write(const PartHealth& health, const Formats& formats, TimePoint now)
    {
        m_name->setText(HealthWords::name(m_part));
        m_state->setState({}, HealthWords::state(health), HealthWords::tone(health.state));
        const bool answers = health.state == PartState::Ok || health.state == PartState::Slow;
        m_latency->setText(answers && health.latency ? formats.duration(*health.latency) : u"–"_s);
        m_since->setText(health.since ? formats.moment(*health.since, now) : u"–"_s);
        m_since->setToolTip(health.since ? formats.dateTime(*health.since) : QString());
        QStringList place;
        if (!health.version.isEmpty()) place << health.version;
        const bool isRules = m_part == Part::Ai && health.endpoint == "rules"_L1;
        if (!health.endpoint.isEmpty()) place << (isRules ? PartTable::tr("the shop's rules") : health.endpoint);
        if (health.room) place << PartTable::tr("%1 left").arg(formats.bytes(*health.room));
        m_place->setFullText(place.join(u"  ·  "_s));
        m_cause->setText(CauseWords::of(health.cause));
        m_cause->setVisible(!health.cause.isEmpty());
        m_state->setAccessibleName(u"%1: %2"_s.arg(m_name->text(), m_state->word()));
    }

private:
    Part m_part;
    RoleLabel* m_name;
    StateWord* m_state;
    RoleLabel* m_latency;
    RoleLabel* m_since;
    ElidedLabel* m_place;
    RoleLabel* m_cause;
};

PartTable::PartTable(Look look, QWidget* parent) : QWidget(parent), m_look(look), m_grid(new QGridLayout(this))
{
    setObjectName(u"parts"_s);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(Place, 1);
    for (int column = 0; column < kPartColumns; ++column) {
        auto* heading = new RoleLabel(TextRole::Small, ColorRole::SecondaryText);
        m_grid->addWidget(heading, 0, column, column == Latency ? Qt::AlignRight : Qt::AlignLeft);
        m_headings.push_back(heading);
    }
    retranslate();
}

PartTable::~PartTable() = default;

void PartTable::setHealth(const HealthSnapshot& snapshot)
{
    m_snapshot = snapshot;
    for (const PartHealth& health : snapshot.parts) {
        // An embedded history needs no journal: no news.
        const bool isUnused = health.part == Part::Journal && health.state == PartState::Off;
        if (!isUnused) rowOf(health.part).write(health, m_look.formats(), m_look.now());
    }
}

void PartTable::retranslate()
{
    m_headings.at(Name)->setText(tr("Part"));
    m_headings.at(State)->setText(tr("State"));
    m_headings.at(Latency)->setText(tr("Answers in"));
    m_headings.at(Since)->setText(tr("Since"));
    m_headings.at(Place)->setText(tr("Version and address"));
    setHealth(m_snapshot);
}

PartRow& PartTable::rowOf(Part part)
{
    const auto known = std::ranges::find(m_rows, part, [](const auto& row) { return row->part(); });
    if (known != m_rows.end()) return **known;
    m_rows.push_back(std::make_unique<PartRow>(part, *m_grid, int(m_rows.size()) * 2 + 1));
    return *m_rows.back();
}

}  // namespace tongdai
