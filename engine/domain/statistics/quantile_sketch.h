#pragma once

#include <QtGlobal>

#include <map>

namespace tongdai {

class PackedReader;
class PackedWriter;

/// Quantiles of a stream in bounded memory: DDSketch (Masson, Rim, Lee: "DDSketch: a fast and fully-mergeable quantile
/// sketch with relative-error guarantees", VLDB 2019). What quantile() says differs from the true quantile by at most
/// kRelativeError of it; sketches of parts put together are the sketch of the whole. Plain value, any thread.
class QuantileSketch {
public:
    static constexpr double kRelativeError = 0.01;
    /// Values below it count as 0, for which no relative error can hold.
    static constexpr double kSmallest = 1e-6;
    /// Enough for 17 powers of ten; beyond, the smallest values lose their precision first, as in the paper.
    static constexpr size_t kMostBins = 2048;

    /// Negative values and what is no number count as 0.
    void add(double value, qint64 times = 1);
    void merge(const QuantileSketch& other);

    qint64 count() const { return m_count; }
    size_t bins() const { return m_bins.size(); }
    /// The lower quantile: the value of rank floor(share × (count − 1)), `share` from 0 to 1. 0 when there is nothing.
    double quantile(double share) const;

    /// A few bytes for each bin.
    void write(PackedWriter& to) const;
    static QuantileSketch read(PackedReader& from);

    friend bool operator==(const QuantileSketch&, const QuantileSketch&) = default;

private:
    void keepBounded();

    std::map<int, qint64> m_bins;
    qint64 m_zeros = 0;
    qint64 m_count = 0;
};

}  // namespace tongdai
