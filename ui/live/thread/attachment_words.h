#pragma once

#include "engine/domain/conversation/message.h"
#include "ui/common/words/formats.h"

#include <QCoreApplication>
#include <QUrl>

#include <vector>

namespace tongdai {

/// What a line brought besides text, in words: kind, name and size, as the sender told (contracts/realtime-chat §5).
/// Stateless.
class AttachmentWords {
    Q_DECLARE_TR_FUNCTIONS(tongdai::AttachmentWords)
public:
    struct Attachment {
        QString words;
        QUrl url;  ///< http or https; empty: none that could be opened
        bool isPicture = false;
    };
    /// More than that are counted in the last one's words.
    static constexpr int kMost = 12;
    static constexpr int kMaxName = 80;

    static std::vector<Attachment> of(const StoredMessage& message, const Formats& formats);

private:
    static QString kind(const QJsonObject& attachment);
};

}  // namespace tongdai
