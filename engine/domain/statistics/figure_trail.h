#pragma once

#include "engine/domain/conversation/message.h"

#include <QByteArray>

#include <chrono>
#include <vector>

namespace tongdai {

/// One figure of the engine at the moments of a trail, by the name monitoring knows it by.
struct FigureSeries {
    QByteArray name;
    QByteArray label;              ///< which one of several of that name: "chat_user"; empty: there is one
    bool isCounter = false;        ///< it only grows while the engine runs
    std::vector<double> values{};  ///< one for each moment; NaN: not known then

    double newest() const;
    /// How much it grew in the minute before each moment; NaN where that is not known. Of a counter.
    std::vector<double> perMinute(const std::vector<TimePoint>& at) const;
    /// How much it grew in the whole trail.
    double grown() const;
};

/// How the engine went lately.
struct FigureTrail {
    std::vector<TimePoint> at;
    std::vector<FigureSeries> series;

    const FigureSeries* find(const QByteArray& name, const QByteArray& label = {}) const;
    bool isEmpty() const { return at.empty(); }

    /// As of one moment, the newest so far; the oldest moment goes when there are more than kMost.
    struct Sample {
        QByteArray name;
        QByteArray label;
        bool isCounter = false;
        double value = 0;
    };
    void add(TimePoint moment, const std::vector<Sample>& samples);

    static constexpr std::chrono::seconds kEvery{5};
    static constexpr size_t kMost = 360;  ///< half an hour
};

}  // namespace tongdai
