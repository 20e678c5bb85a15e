#include "engine/domain/text/repair_text.h"

#include <QHash>
#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <optional>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostRounds = 3;  // wrong tables one after the other

/// What Windows-1252 makes of the bytes 0x80 to 0x9F; 0: nothing, they stay control characters.
constexpr std::array<char16_t, 32> kOfWindows{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                              0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                              0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                              0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/// The byte that was shown as this letter; nothing: no byte is.
std::optional<char> byteOf(QChar letter)
{
    const char16_t code = letter.unicode();
    if (code >= 0x80 && code <= 0xFF) return char(code);
    const auto found = std::find(kOfWindows.begin(), kOfWindows.end(), code);
    if (code == 0 || found == kOfWindows.end()) return {};
    return char(0x80 + (found - kOfWindows.begin()));
}

std::optional<QString> asUtf8(const QByteArray& bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    if (decoder.hasError()) return {};
    return text;
}

/// One wrong table taken back. `lostSpaces`: a plain space behind "Ã" was a no-break one.
RepairedText withoutOneTable(const QString& text, bool lostSpaces)
{
    RepairedText result;
    result.text.reserve(text.size());
    qsizetype at = 0;
    while (at < text.size()) {
        QByteArray bytes;
        qsizetype end = at;
        while (end < text.size()) {
            const auto byte = byteOf(text[end]);
            if (!byte) break;
            bytes.append(*byte);
            ++end;
        }
        const bool isCutByASpace = lostSpaces && bytes.endsWith('\xC3') && end < text.size() && text[end] == u' ';
        if (isCutByASpace) {
            bytes.append('\xA0');
            ++end;
        }
        const auto meant = bytes.size() > 1 ? asUtf8(bytes) : std::nullopt;
        if (meant) {
            result.text += *meant;
            ++result.repairs;
        } else {
            end = std::max(isCutByASpace ? end - 1 : end, at + 1);
            result.text += QStringView(text).sliced(at, end - at);
        }
        at = end;
    }
    return result;
}

const QHash<QStringView, char16_t>& namedLetters()
{
    static const QHash<QStringView, char16_t> letters{
        {u"amp", u'&'},    {u"lt", u'<'},     {u"gt", u'>'},     {u"quot", u'"'},   {u"apos", u'\''},
        {u"nbsp", 0xA0},   {u"agrave", u'à'}, {u"aacute", u'á'}, {u"acirc", u'â'},  {u"atilde", u'ã'},
        {u"egrave", u'è'}, {u"eacute", u'é'}, {u"ecirc", u'ê'},  {u"igrave", u'ì'}, {u"iacute", u'í'},
        {u"ograve", u'ò'}, {u"oacute", u'ó'}, {u"ocirc", u'ô'},  {u"otilde", u'õ'}, {u"ugrave", u'ù'},
        {u"uacute", u'ú'}, {u"yacute", u'ý'}, {u"Agrave", u'À'}, {u"Aacute", u'Á'}, {u"Acirc", u'Â'},
        {u"Atilde", u'Ã'}, {u"Egrave", u'È'}, {u"Eacute", u'É'}, {u"Ecirc", u'Ê'},  {u"Igrave", u'Ì'},
        {u"Iacute", u'Í'}, {u"Ograve", u'Ò'}, {u"Oacute", u'Ó'}, {u"Ocirc", u'Ô'},  {u"Otilde", u'Õ'},
        {u"Ugrave", u'Ù'}, {u"Uacute", u'Ú'}, {u"Yacute", u'Ý'}};
    return letters;
}

/// What a reference names ("#7841", "#x1EA1", "aacute"); 0: nothing.
char32_t referred(QStringView name)
{
    if (!name.startsWith(u'#')) return namedLetters().value(name, 0);
    const bool isHex = name.size() > 1 && name[1].toLower() == u'x';
    bool isNumber = false;
    const uint code = name.sliced(isHex ? 2 : 1).toUInt(&isNumber, isHex ? 16 : 10);
    const bool isLetter = isNumber && code >= 0x20 && code <= 0x10FFFF && !(code >= 0xD800 && code <= 0xDFFF);
    return isLetter ? code : 0;
}

RepairedText withoutReferences(const QString& text)
{
    constexpr qsizetype kLongestName = 9;
    RepairedText result;
    if (!text.contains(u'&')) return {text, 0};
    for (qsizetype at = 0; at < text.size(); ++at) {
        const qsizetype end = text[at] == u'&' ? text.indexOf(u';', at) : -1;
        const bool isName = end > at + 1 && end - at <= kLongestName;
        const char32_t letter = isName ? referred(QStringView(text).sliced(at + 1, end - at - 1)) : 0;
        if (letter == 0) {
            result.text += text[at];
            continue;
        }
        result.text += QString::fromUcs4(&letter, 1);
        ++result.repairs;
        at = end;
    }
    return result;
}

/// Only letters beyond ASCII: "\u0041" may well be meant as it stands.
RepairedText withoutEscapes(const QString& text)
{
    RepairedText result;
    if (!text.contains("\\u"_L1)) return {text, 0};
    for (qsizetype at = 0; at < text.size(); ++at) {
        const bool isEscape = text[at] == u'\\' && at + 5 < text.size() && text[at + 1] == u'u';
        bool isNumber = false;
        const uint code = isEscape ? QStringView(text).sliced(at + 2, 4).toUInt(&isNumber, 16) : 0;
        if (!isNumber || code < 0x80) {
            result.text += text[at];
            continue;
        }
        result.text += QChar(code);
        ++result.repairs;
        at += 5;
    }
    return result.text.isValidUtf16() ? result : RepairedText{text, 0};
}

}  // namespace

RepairedText repairText(const QString& text)
{
    RepairedText result{text, 0};
    const auto take = [&result](const RepairedText& step) {
        if (!step.isRepaired()) return false;
        result.text = step.text;
        result.repairs += step.repairs;
        return true;
    };
    take(withoutEscapes(result.text));
    take(withoutReferences(result.text));
    for (int round = 0; round < kMostRounds; ++round) {
        const bool isBroken = withoutOneTable(result.text, false).isRepaired();
        if (!isBroken || !take(withoutOneTable(result.text, true))) break;
    }
    return result;
}

}  // namespace tongdai
