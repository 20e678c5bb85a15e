#include "engine/server/routes/metrics_text.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

void describe(QByteArray& text, const QByteArray& name, const QByteArray& help, bool isCounter)
{
    text +=
        "# HELP tongdai_" + name + ' ' + help + "\n# TYPE tongdai_" + name + (isCounter ? " counter\n" : " gauge\n");
}

void append(QByteArray& text, const QByteArray& name, const QByteArray& labels, double value)
{
    text += "tongdai_" + name + labels + ' ' + QByteArray::number(value, 'g', 15) + '\n';
}

QByteArray label(const char* name, QLatin1StringView value)
{
    return "{"_ba + name + "=\"" + QByteArray(value.data(), value.size()) + "\"}";
}

}  // namespace

QByteArray metricsText(const HealthSnapshot& health, const std::vector<Figure>& figures)
{
    QByteArray text;
    describe(text, "level", "Step of the degradation ladder, 1 is full.", false);
    append(text, "level", label("name", levelName(health.level)), double(int(health.level)));
    describe(text, "part_up", "1 while the part works; parts that are not set up are left out.", false);
    for (const PartHealth& part : health.parts) {
        if (part.state == PartState::Off) continue;
        const bool isUp = part.state == PartState::Ok || part.state == PartState::Slow;
        append(text, "part_up", label("part", partName(part.part)), isUp ? 1 : 0);
    }
    describe(text, "part_latency_seconds", "Time the part took to answer last.", false);
    for (const PartHealth& part : health.parts) {
        if (part.latency)
            append(text, "part_latency_seconds", label("part", partName(part.part)), part.latency->count() / 1000);
    }
    std::vector<Figure> all{
        {"outbox_waiting", "Answers that wait to be sent.", double(health.outboxWaiting), false},
        {"journal_waiting", "Messages in the local journal, not yet in the store.", double(health.journalWaiting),
         false},
    };
    all.insert(all.end(), figures.begin(), figures.end());
    for (const Figure& figure : all) {
        describe(text, figure.name, figure.help, figure.isCounter);
        append(text, figure.name, {}, figure.value);
    }
    return text;
}

}  // namespace tongdai
