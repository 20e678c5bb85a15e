#pragma once

#include "engine/server/websocket/websocket_frame.h"

#include <QByteArray>

#include <memory>

namespace tongdai::engineio {

/// A message on its way to any number of sessions. Each transport's form is built when first wanted and then shared,
/// so that a broadcast is encoded once. Immutable from outside; engine loop only.
class OutgoingMessage {
public:
    static std::shared_ptr<const OutgoingMessage> text(const QByteArray& utf8);
    static std::shared_ptr<const OutgoingMessage> binary(const QByteArray& bytes);
    OutgoingMessage(QByteArray data, bool isBinary) : m_data(std::move(data)), m_isBinary(isBinary) {}

    const QByteArray& forWebSocket() const;
    const QByteArray& forPolling() const;
    qsizetype size() const { return m_data.size(); }

private:
    QByteArray m_data;  ///< text: with the leading digit; binary: the bytes alone
    bool m_isBinary;
    mutable QByteArray m_frame;
    mutable QByteArray m_base64;
};

using MessagePtr = std::shared_ptr<const OutgoingMessage>;

}  // namespace tongdai::engineio
