#include "engine/domain/statistics/figure_trail.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tongdai {

static constexpr double kUnknownFigure = std::numeric_limits<double>::quiet_NaN();

double FigureSeries::newest() const
{
    return values.empty() ? kUnknownFigure : values.back();
}

std::vector<double> FigureSeries::perMinute(const std::vector<TimePoint>& at) const
{
    using namespace std::chrono_literals;
    std::vector<double> rates(values.size(), kUnknownFigure);
    size_t before = 0;
    for (size_t i = 1; i < values.size() && i < at.size(); ++i) {
        while (before + 1 < i && at[i] - at[before] > 1min)
            ++before;
        const double minutes = std::chrono::duration<double, std::ratio<60>>(at[i] - at[before]).count();
        if (minutes > 0) rates[i] = std::max(0.0, values[i] - values[before]) / minutes;
        if (std::isnan(values[i]) || std::isnan(values[before])) rates[i] = kUnknownFigure;
    }
    return rates;
}

double FigureSeries::grown() const
{
    const auto known = [](double value) { return !std::isnan(value); };
    const auto first = std::ranges::find_if(values, known);
    if (first == values.end() || std::isnan(newest())) return 0;
    return std::max(0.0, newest() - *first);
}

const FigureSeries* FigureTrail::find(const QByteArray& name, const QByteArray& label) const
{
    const auto found = std::ranges::find_if(
        series, [&](const FigureSeries& each) { return each.name == name && each.label == label; });
    return found == series.end() ? nullptr : &*found;
}

void FigureTrail::add(TimePoint moment, const std::vector<Sample>& samples)
{
    if (!at.empty() && moment <= at.back()) {  // the clock went back
        if (at.back() - moment < kEvery) return;
        at.clear();  // what was noted by the wrong clock would hide the next hours
        series.clear();
    }
    at.push_back(moment);
    for (const Sample& sample : samples) {
        auto one = std::ranges::find_if(
            series, [&](const FigureSeries& each) { return each.name == sample.name && each.label == sample.label; });
        if (one == series.end()) {
            series.push_back({sample.name, sample.label, sample.isCounter});
            one = std::prev(series.end());
        }
        one->values.resize(at.size() - 1, kUnknownFigure);
        one->values.push_back(sample.value);
    }
    const bool isFull = at.size() > kMost;
    if (isFull) at.erase(at.begin());
    for (FigureSeries& each : series) {
        each.values.resize(at.size() + (isFull ? 1 : 0), kUnknownFigure);
        if (isFull) each.values.erase(each.values.begin());
    }
}

}  // namespace tongdai
