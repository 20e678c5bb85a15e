#include "tests/architecture/documents.h"

#include <QRegularExpression>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

bool Document::hasSection(const QString& number) const
{
    if (sections.contains(number)) return true;
    const qsizetype dot = number.lastIndexOf(u'.');
    return dot > 0 && itemsBelow.value(number.left(dot)).contains(number.sliced(dot + 1).toInt());
}

Document readDocument(const QString& text)
{
    static const QRegularExpression heading(uR"(^#{1,4} +(?:(\d+(?:\.\d+)*)\.? +)?(.+)$)"_s);
    static const QRegularExpression row(uR"(^\| *\**([A-Z]\d{1,2})\b)"_s);
    static const QRegularExpression entry(uR"(^(?:\| *)?(\d{1,2})(?:\. | *\|))"_s);
    static const QRegularExpression opening(uR"(^\*\*([^*]+?)\.?\*\*)"_s);
    Document document;
    QString section;
    for (const QString& line : text.split(u'\n')) {
        if (const auto found = heading.match(line); found.hasMatch()) {
            if (found.hasCaptured(1)) section = found.captured(1);
            if (!section.isEmpty()) document.sections.insert(section);
            document.titles.insert(found.captured(2).trimmed());
        } else if (const auto cell = row.match(line); cell.hasMatch()) {
            document.rows.insert(cell.captured(1));
        } else if (const auto item = entry.match(line); item.hasMatch()) {
            document.itemsBelow[section].insert(item.captured(1).toInt());
        } else if (const auto bold = opening.match(line); bold.hasMatch()) {
            document.titles.insert(bold.captured(1));
        }
    }
    return document;
}

}  // namespace tongdai::testing
