#pragma once

#include <QString>

namespace tongdai {

/// A JSON text in lines with steps of two blanks, for people: names, numbers and their order stay as they came, and a
/// name that stands there twice stays twice. A text that is no JSON stays as it is. Pure; any thread.
QString laidOutJson(const QString& text);

}  // namespace tongdai
