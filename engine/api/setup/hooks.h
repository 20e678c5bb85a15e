#pragma once

#include "engine/api/answer.h"
#include "engine/domain/shop/hook.h"
#include "engine/domain/shop/outgoing_hook.h"

#include <QObject>

#include <vector>

namespace tongdai::api {

/// The newest calls of platforms, and the endpoints they came to.
struct HooksPicture {
    std::vector<HookRow> rows;  ///< newest first
    std::vector<HookDoorState> doors;
    int kept = 0;         ///< of each endpoint at most; 0: none are
    qint64 gone = 0;      ///< made room for newer ones since the engine started
    qint64 revision = 0;  ///< of what is shown; give it back with the next question
    bool isSame = false;  ///< nothing has changed since the revision asked with: no rows, no endpoints
};

/// What came in from platforms and what became of it (features E7), and what is told to others. It answers when it is
/// asked. GUI thread.
class Hooks : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// `known`: the revision of the picture that is on screen; 0: none.
    virtual Asked<HooksPicture> hooks(qint64 known) = 0;
    /// NotFound: it is not kept any more.
    virtual Asked<HookDetail> detail(qint64 id) = 0;
    /// What would happen if it came again; nothing happens.
    virtual Asked<HookReplay> replay(qint64 id) = 0;
    /// What is told to other programs of the shop, in the order of connections.json (features E8).
    virtual Asked<std::vector<OutgoingHookState>> outgoing() = 0;
};

}  // namespace tongdai::api
