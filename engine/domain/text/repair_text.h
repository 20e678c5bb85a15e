#pragma once

#include <QString>

namespace tongdai {

/// Text that was decoded with the wrong table on its way here, as it was meant (features E10).
struct RepairedText {
    QString text;
    int repairs = 0;  ///< places that were put right; 0: `text` is what was given
    bool isRepaired() const { return repairs > 0; }
};

/// Puts right what exported Vietnamese usually suffers: UTF-8 that was read as Windows-1252 or Latin-1, once or several
/// times ("Dáº¡ cÃ²n"), also where a no-break space of it became a plain one; and characters left as references
/// ("&#7841;", "&aacute;") or JSON escapes ("\u1ea1"). Letters that are right already are left alone, beside broken
/// ones too: only runs are touched that are UTF-8 byte for byte, of what is written in Vietnamese; and where right
/// words may look so ("VÔ”", "ĐÃ…"), only beside others that cannot. Pure; any thread; cost grows with the length.
RepairedText repairText(const QString& text);

}  // namespace tongdai
