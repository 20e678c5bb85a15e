#include "ui/common/widgets/plain_tool_tip.h"

#include <QTextDocument>

namespace tongdai {

using namespace Qt::StringLiterals;

QString plainToolTip(const QString& text)
{
    if (!Qt::mightBeRichText(text)) return text;
    return u"<qt>"_s + text.toHtmlEscaped().replace(u'\n', u"<br>"_s) + u"</qt>"_s;
}

}  // namespace tongdai
