#pragma once

#include <QString>

namespace tongdai::upstream {

/// The words of a bot's answer that promise what only a person can do: look something up, send a price, confirm an
/// order, come back to the customer. Empty: none. A closed list of phrases in both languages; written without the
/// action transfer_to_agent they leave the customer waiting for somebody who was never told. Pure.
QString promiseOfPerson(const QString& text);

}  // namespace tongdai::upstream
