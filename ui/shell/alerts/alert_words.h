#pragma once

#include "ui/common/words/formats.h"
#include "ui/models/alert_watch.h"
#include "ui/shell/desktop_ports.h"

#include <QCoreApplication>

namespace tongdai {

/// What notices and the log say of an alert.
class AlertWords {
    Q_DECLARE_TR_FUNCTIONS(tongdai::AlertWords)
public:
    static DesktopNotice notice(const Alert& alert, const Formats& formats);
    /// Several at once, under the key of the first.
    static DesktopNotice notice(const std::vector<Alert>& alerts, const Formats& formats);
    static QString what(const Alert& alert);
    static QString reason(const Alert& alert);
    static QString customer(const Alert& alert);
};

}  // namespace tongdai
