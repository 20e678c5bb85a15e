#pragma once

#include "engine/domain/dispute/dispute.h"
#include "ui/common/words/formats.h"

namespace tongdai {

/// The lines of a conversation as the Dispute page has them now (features F7): nothing is asked again, and what is
/// masked there is masked here. RFC 4180, UTF-8 with a byte order mark; what a spreadsheet would take for a formula
/// begins with an apostrophe (F74).
QByteArray screenCsv(const DisputeThread& shown, const Formats& formats);

}  // namespace tongdai
