#pragma once

#include <QByteArray>

namespace tongdai::engineio {

/// 20 URL-safe characters from 15 bytes of the system's generator. Ids are bearer secrets.
QByteArray randomId();

}  // namespace tongdai::engineio
