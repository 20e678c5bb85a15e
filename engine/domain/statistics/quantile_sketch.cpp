#include "engine/domain/statistics/quantile_sketch.h"

#include "engine/domain/packed_numbers.h"

#include <algorithm>
#include <cmath>

namespace tongdai {

namespace {

constexpr double kSketchGamma = (1 + QuantileSketch::kRelativeError) / (1 - QuantileSketch::kRelativeError);
const double kSketchLogGamma = std::log(kSketchGamma);
constexpr double kSketchLargest = 1e15;

}  // namespace

void QuantileSketch::add(double value, qint64 times)
{
    if (times <= 0) return;
    m_count += times;
    if (!(value >= kSmallest)) {
        m_zeros += times;
        return;
    }
    m_bins[int(std::ceil(std::log(std::min(value, kSketchLargest)) / kSketchLogGamma))] += times;
    keepBounded();
}

void QuantileSketch::merge(const QuantileSketch& other)
{
    const std::map<int, qint64> added = other.m_bins;  // it may be this one
    for (const auto& [bin, times] : added)
        m_bins[bin] += times;
    m_zeros += other.m_zeros;
    m_count += other.m_count;
    keepBounded();
}

void QuantileSketch::keepBounded()
{
    while (m_bins.size() > kMostBins) {
        const qint64 lowest = m_bins.begin()->second;
        m_bins.erase(m_bins.begin());
        m_bins.begin()->second += lowest;
    }
}

double QuantileSketch::quantile(double share) const
{
    if (m_count == 0) return 0;
    const auto rank = qint64(std::floor(std::clamp(share, 0.0, 1.0) * double(m_count - 1)));
    qint64 before = m_zeros;
    if (rank < before) return 0;
    int found = 0;
    for (const auto& [bin, times] : m_bins) {
        found = bin;
        before += times;
        if (rank < before) break;
    }
    return 2 * std::pow(kSketchGamma, found) / (kSketchGamma + 1);
}

void QuantileSketch::write(PackedWriter& to) const
{
    to.number(m_zeros);
    to.number(qint64(m_bins.size()));
    int before = 0;
    for (const auto& [bin, times] : m_bins) {
        to.number(bin - before);
        to.number(times);
        before = bin;
    }
}

QuantileSketch QuantileSketch::read(PackedReader& from)
{
    QuantileSketch sketch;
    sketch.m_zeros = sketch.m_count = from.number();
    qint64 bin = 0;
    for (qint64 left = from.count(); left > 0; --left) {
        bin += from.number();
        const qint64 times = from.number();
        sketch.m_bins.emplace_hint(sketch.m_bins.end(), int(bin), times);
        sketch.m_count += times;
    }
    return sketch;
}

}  // namespace tongdai
