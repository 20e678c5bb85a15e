#include "ui/common/session_bus.h"

#include <QFileInfo>
#include <QString>

namespace tongdai {

using namespace Qt::StringLiterals;

bool sessionBusExists()
{
    if (qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")) return true;
    const QString runtimeDir = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !runtimeDir.isEmpty() && QFileInfo::exists(runtimeDir + u"/bus"_s);
}

}  // namespace tongdai
