#pragma once

#include <QByteArray>

#include <optional>

namespace tongdai::contract {

/// Published on engine:feed when an engine has written events: {"v":1,"e":"<engine>","n":<number of the newest>}. Only
/// saves time: the rows are the truth.
struct FeedNotice {
    QByteArray engine;  ///< the run of an engine that wrote them
    qint64 newest = 0;
};
QByteArray writeFeedNotice(const FeedNotice& notice);
std::optional<FeedNotice> readFeedNotice(const QByteArray& payload);

}  // namespace tongdai::contract
