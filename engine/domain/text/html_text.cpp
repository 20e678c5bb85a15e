#include "engine/domain/text/html_text.h"

#include <QHash>

#include <optional>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostEntity = 12;

const QHash<QString, QString>& namedEntities()
{
    static const QHash<QString, QString> names{
        {u"amp"_s, u"&"_s},    {u"lt"_s, u"<"_s},     {u"gt"_s, u">"_s},     {u"quot"_s, u"\""_s},
        {u"apos"_s, u"'"_s},   {u"nbsp"_s, u" "_s},   {u"ndash"_s, u"–"_s},  {u"mdash"_s, u"—"_s},
        {u"hellip"_s, u"…"_s}, {u"lsquo"_s, u"‘"_s},  {u"rsquo"_s, u"’"_s},  {u"ldquo"_s, u"“"_s},
        {u"rdquo"_s, u"”"_s},  {u"bull"_s, u"•"_s},   {u"copy"_s, u"©"_s},   {u"reg"_s, u"®"_s},
        {u"deg"_s, u"°"_s},    {u"times"_s, u"×"_s},  {u"agrave"_s, u"à"_s}, {u"aacute"_s, u"á"_s},
        {u"acirc"_s, u"â"_s},  {u"atilde"_s, u"ã"_s}, {u"egrave"_s, u"è"_s}, {u"eacute"_s, u"é"_s},
        {u"ecirc"_s, u"ê"_s},  {u"igrave"_s, u"ì"_s}, {u"iacute"_s, u"í"_s}, {u"ograve"_s, u"ò"_s},
        {u"oacute"_s, u"ó"_s}, {u"ocirc"_s, u"ô"_s},  {u"otilde"_s, u"õ"_s}, {u"ugrave"_s, u"ù"_s},
        {u"uacute"_s, u"ú"_s}, {u"yacute"_s, u"ý"_s}};
    return names;
}

/// Of "#8211" or "#x2013"; nothing: no character that may stand in a text.
std::optional<QString> numberedEntity(QStringView digits)
{
    bool isNumber = false;
    const bool isHex = digits.startsWith(u'x') || digits.startsWith(u'X');
    const uint code = isHex ? digits.sliced(1).toUInt(&isNumber, 16) : digits.toUInt(&isNumber, 10);
    const bool isText = isNumber && (code >= 0x20 || code == '\n' || code == '\t') &&
                        code <= QChar::LastValidCodePoint && !QChar::isSurrogate(code);
    if (!isText) return {};
    const char32_t letter = code;
    return QString::fromUcs4(&letter, 1);
}

/// The character that begins at an ampersand, and where it ends.
std::optional<std::pair<QString, qsizetype>> entityAt(QStringView html, qsizetype at)
{
    // No further than an entity is long: a text of ampersands alone would be gone through once for each of them.
    const qsizetype length = html.sliced(at).left(kMostEntity + 1).indexOf(u';');
    if (length < 2) return {};
    const qsizetype end = at + length;
    const QStringView name = html.sliced(at + 1, end - at - 1);
    if (name.startsWith(u'#')) {
        const auto letter = numberedEntity(name.sliced(1));
        return letter ? std::optional(std::pair(*letter, end + 1)) : std::nullopt;
    }
    const auto found = namedEntities().constFind(name.toString());
    if (found == namedEntities().cend()) return {};
    return std::pair(*found, end + 1);
}

bool beginsTag(QStringView html, qsizetype at)
{
    if (at + 1 >= html.size()) return false;
    const QChar next = html[at + 1];
    const auto isLetter = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z'); };
    if (isLetter(next) || next == u'!') return true;
    return next == u'/' && at + 2 < html.size() && isLetter(html[at + 2]);
}

bool breaksLine(QStringView tag)
{
    const bool isEnd = tag.startsWith(u'/');
    qsizetype length = 0;
    const QStringView name = isEnd ? tag.sliced(1) : tag;
    while (length < name.size() && name[length].isLetterOrNumber())
        ++length;
    const QString word = name.first(length).toString().toLower();
    if (word == "br"_L1) return true;
    return isEnd && (word == "div"_L1 || word == "p"_L1 || word == "li"_L1 || word == "tr"_L1);
}

}  // namespace

QString textOfHtml(QStringView html)
{
    QString text;
    text.reserve(html.size());
    for (qsizetype i = 0; i < html.size();) {
        const QChar c = html[i];
        if (c == u'<' && beginsTag(html, i)) {
            const qsizetype end = html.indexOf(u'>', i);
            if (end < 0) {  // no tag after all
                text += html.sliced(i);
                break;
            }
            if (breaksLine(html.sliced(i + 1, end - i - 1))) text += u'\n';
            i = end + 1;
            continue;
        }
        if (c == u'&') {
            if (const auto entity = entityAt(html, i)) {
                text += entity->first;
                i = entity->second;
                continue;
            }
        }
        text += c;
        ++i;
    }
    return text.trimmed();
}

}  // namespace tongdai
