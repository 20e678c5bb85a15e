#include "engine/server/routes/metrics_text.h"

#include <algorithm>
#include <numeric>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

void describe(QByteArray& text, const QByteArray& name, const QByteArray& help, const QByteArray& type)
{
    text += "# HELP tongdai_" + name + ' ' + help + "\n# TYPE tongdai_" + name + ' ' + type + '\n';
}

void append(QByteArray& text, const QByteArray& name, const QByteArray& labels, double value)
{
    text += "tongdai_" + name;
    if (!labels.isEmpty()) text += '{' + labels + '}';
    text += ' ' + QByteArray::number(value, 'g', 15) + '\n';
}

QByteArray label(const char* name, QLatin1StringView value)
{
    return name + "=\""_ba + QByteArray(value.data(), value.size()) + '"';
}

void append(QByteArray& text, const HistogramFamily& family)
{
    describe(text, family.name, family.help, "histogram");
    for (const auto& [labels, histogram] : family.members) {
        const QByteArray before = labels.isEmpty() ? QByteArray() : labels + ',';
        qint64 upto = 0;
        for (size_t i = 0; i < histogram.counts.size(); ++i) {
            upto += histogram.counts[i];
            const bool isLast = i == DurationHistogram::kBounds.size();
            const QByteArray bound = isLast ? "+Inf"_ba : QByteArray::number(DurationHistogram::kBounds.at(i), 'g', 6);
            append(text, family.name + "_bucket", before + "le=\"" + bound + '"', double(upto));
        }
        append(text, family.name + "_sum", labels, histogram.sum);
        append(text, family.name + "_count", labels, double(upto));
    }
}

}  // namespace

void DurationHistogram::add(double seconds)
{
    const auto* const bound = std::ranges::lower_bound(kBounds, seconds);
    ++counts.at(size_t(bound - kBounds.begin()));
    sum += seconds;
}

qint64 DurationHistogram::count() const
{
    return std::accumulate(counts.begin(), counts.end(), qint64(0));
}

QByteArray metricsText(const HealthSnapshot& health, const Metrics& metrics)
{
    QByteArray text;
    describe(text, "level", "Step of the degradation ladder, 1 is full.", "gauge");
    append(text, "level", label("name", levelName(health.level)), double(int(health.level)));
    describe(text, "part_up", "1 while the part works; parts that are not set up are left out.", "gauge");
    for (const PartHealth& part : health.parts) {
        if (part.state == PartState::Off) continue;
        const bool isUp = part.state == PartState::Ok || part.state == PartState::Slow;
        append(text, "part_up", label("part", partName(part.part)), isUp ? 1 : 0);
    }
    describe(text, "part_latency_seconds", "Time the part took to answer last.", "gauge");
    for (const PartHealth& part : health.parts) {
        if (part.latency)
            append(text, "part_latency_seconds", label("part", partName(part.part)), part.latency->count() / 1000);
    }
    std::vector<Figure> all{
        {"outbox_waiting", "Answers that wait to be sent.", double(health.outboxWaiting), false},
        {"journal_waiting", "Messages in the local journal, not yet in the store.", double(health.journalWaiting),
         false},
    };
    all.insert(all.end(), metrics.figures.begin(), metrics.figures.end());
    QByteArray described;
    for (const Figure& figure : all) {
        if (figure.name != described) describe(text, figure.name, figure.help, figure.isCounter ? "counter" : "gauge");
        described = figure.name;
        append(text, figure.name, figure.labels, figure.value);
    }
    for (const HistogramFamily& family : metrics.histograms)
        append(text, family);
    return text;
}

}  // namespace tongdai
