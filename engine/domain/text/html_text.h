#pragma once

#include <QString>

namespace tongdai {

/// What somebody reads in a piece of HTML, as plain text: tags go, `<br>` and the ends of blocks become line breaks,
/// entities the characters they stand for. What is no tag stays ("3 < 4", "<3"). One pass, no nesting to grow with;
/// the input is untrusted. Pure; any thread.
QString textOfHtml(QStringView html);

}  // namespace tongdai
