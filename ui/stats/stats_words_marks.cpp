#include "ui/common/words/health_words.h"
#include "ui/stats/stats_words.h"

// What marks of a chart say; the other words are in stats_words.cpp.
namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

/// Of a part's name for programs; one that nobody knows stands as it is.
QString markedPart(const QString& name)
{
    for (const Part part : {Part::Redis, Part::History, Part::Ai, Part::Platform}) {
        if (name == partName(part)) return HealthWords::name(part);
    }
    return name;
}

}  // namespace

StatsTable StatsWords::marks(const std::vector<StatsMark>& marks) const
{
    StatsTable table;
    table.title = tr("Notes and events");
    table.how =
        tr("Notes somebody wrote here (N), engines of another version than before that were started (a triangle "
           "in the chart), and times a part was away for 5 s or more, as the engines saw it (hatched). Delete "
           "removes a note.");
    table.headers << tr("Time") << tr("What") << tr("By");
    for (const StatsMark& mark : marks) {
        const auto words = [&]() -> QString {
            switch (mark.kind) {
                case StatsMark::Kind::Note: return mark.text;
                case StatsMark::Kind::Version: return tr("Version %1 started").arg(mark.text);
                case StatsMark::Kind::Outage:
                    return tr("%1 away for %2").arg(markedPart(mark.text), m_formats.waiting(mark.to - mark.from));
            }
            Q_UNREACHABLE();
        };
        const QString exact = m_formats.local(mark.from).toString(u"yyyy-MM-dd HH:mm"_s);
        const QString when = m_formats.date(mark.from) + u' ' + m_formats.shortClock(mark.from);
        table.rows << QList<StatsCell>{{when, exact, false}, text(words()), text(mark.author)};
    }
    return table;
}

}  // namespace tongdai
