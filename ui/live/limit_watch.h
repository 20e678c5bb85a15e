#pragma once

#include "engine/api/limits.h"
#include "engine/domain/conversation/conversation.h"

#include <QTimer>

namespace tongdai {

/// Whether the customer of the open conversation is near the limit of their messages, or was held back (features E9).
/// Asks every other second while a conversation is open. GUI thread.
class LimitWatch final : public QObject {
    Q_OBJECT
public:
    LimitWatch(api::Limits& limits, QObject* parent = nullptr);
    /// Empty: nobody.
    void follow(const SenderId& customer);

signals:
    /// Nothing: far from every limit.
    void changed(tongdai::SenderId customer, std::optional<tongdai::RateUse> use);

private:
    void ask();

    api::Limits& m_limits;
    SenderId m_customer;
    std::optional<RateUse> m_use;
    api::NewestAnswer m_asked;
    QTimer m_timer;
};

}  // namespace tongdai
