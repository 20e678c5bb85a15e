#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <array>

namespace tongdai {

/// How late the screen is: a timer that should fire every quarter of a second measures by how much the GUI thread's
/// event loop delayed it. What it shows is the worst of the last five seconds (features 2.22).
class LoopMeter final : public QObject {
    Q_OBJECT
public:
    explicit LoopMeter(QObject* parent = nullptr);
    std::chrono::milliseconds worst() const;

private:
    void measure();

    static constexpr std::chrono::milliseconds kInterval{250};
    static constexpr int kSamples = 20;

    QTimer m_timer;
    QElapsedTimer m_since;
    std::array<qint64, kSamples> m_late{};
    size_t m_next = 0;
};

}  // namespace tongdai
