#include "engine/domain/text/repair_text.h"

#include <QHash>
#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

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

bool isVietnamese(char32_t letter)
{
    static const QString letters = u"ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư"_s;
    static const QString marks = u"\u0300\u0301\u0302\u0303\u0306\u0309\u031B\u0323"_s;
    if (letter >= 0x1EA0 && letter <= 0x1EF9) return true;
    return letter < 0x0400 && (letters.contains(QChar(char16_t(letter))) || marks.contains(QChar(char16_t(letter))));
}

/// Punctuation, signs of money and measures, arrows, emoji and what joins them.
bool isUsualSign(char32_t letter)
{
    constexpr std::array<std::pair<char32_t, char32_t>, 14> kSigns{{{0x00A0, 0x00BF},
                                                                    {0x00D7, 0x00D7},
                                                                    {0x200B, 0x203A},
                                                                    {0x2060, 0x2060},
                                                                    {0x20AB, 0x20AC},
                                                                    {0x20E3, 0x20E3},
                                                                    {0x2122, 0x2122},
                                                                    {0x2190, 0x21FF},
                                                                    {0x2300, 0x23FF},
                                                                    {0x25A0, 0x27BF},
                                                                    {0x2B00, 0x2BFF},
                                                                    {0xFE0E, 0xFE0F},
                                                                    {0xFEFF, 0xFEFF},
                                                                    {0x1F000, 0x1FAFF}}};
    return std::ranges::any_of(kSigns,
                               [&](const auto& range) { return letter >= range.first && letter <= range.second; });
}

/// How sure it is that letters were read with the wrong table. Weak: right Vietnamese may look so, a word in capitals
/// before a quotation mark ("VÔ”", "ĐÃ…").
enum class Broken : quint8 { No, Weak, Surely };

QByteArray bytesOf(QStringView letters)
{
    QByteArray bytes;
    for (const QChar letter : letters) {
        const auto byte = byteOf(letter);
        if (!byte) return {};
        bytes.append(*byte);
    }
    return bytes;
}

/// What `letters` were before the wrong table, where that is what people here write.
std::optional<QString> meantBy(const QByteArray& bytes, int rounds = kMostRounds)
{
    if (bytes.size() < 2 || rounds == 0) return {};
    const auto meant = asUtf8(bytes);
    if (!meant) return {};
    const QList<uint> letters = meant->toUcs4();
    const bool isUsual =
        std::ranges::all_of(letters, [](uint each) { return isVietnamese(each) || isUsualSign(each); });
    if (isUsual || meantBy(bytesOf(*meant), rounds - 1)) return meant;
    return {};
}

/// Nothing but letters that begin something in UTF-8, and signs that stand behind words.
bool isWeak(QStringView run)
{
    static const QString signs = u"…”’“‘–—•\u00A0"_s;
    return std::ranges::all_of(run, [](QChar each) {
        const auto byte = byteOf(each);
        return byte && (uchar(*byte) >= 0xC0 || signs.contains(each));
    });
}

/// The letters from `at` on that were bytes.
qsizetype endOfRun(const QString& text, qsizetype at)
{
    while (at < text.size() && byteOf(text[at]))
        ++at;
    return at;
}

Broken howBroken(const QString& text)
{
    Broken found = Broken::No;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype end = endOfRun(text, at);
        const QStringView run = QStringView(text).sliced(at, end - at);
        if (meantBy(bytesOf(run))) {
            if (!isWeak(run)) return Broken::Surely;
            found = Broken::Weak;
        }
        at = std::max(end, at + 1);
    }
    return found;
}

/// A letter no wrong table makes: somebody wrote it, or a program that reads right.
bool hasRightLetters(const QString& text)
{
    return std::ranges::any_of(text, [](QChar each) { return each.unicode() >= 0x80 && !byteOf(each); });
}

/// One wrong table taken back. `isWhole`: everything went through it, so what may be right is not, and a plain space
/// behind "Ã" was a no-break one.
RepairedText withoutOneTable(const QString& text, bool isWhole)
{
    RepairedText result;
    result.text.reserve(text.size());
    qsizetype at = 0;
    while (at < text.size()) {
        qsizetype end = endOfRun(text, at);
        QByteArray bytes = bytesOf(QStringView(text).sliced(at, end - at));
        const bool mayBeRight = !isWhole && isWeak(QStringView(text).sliced(at, end - at));
        const bool isCutByASpace = isWhole && bytes.endsWith('\xC3') && end < text.size() && text[end] == u' ';
        if (isCutByASpace) {
            bytes.append('\xA0');
            ++end;
        }
        if (const auto meant = mayBeRight ? std::nullopt : meantBy(bytes)) {
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
        if (howBroken(result.text) != Broken::Surely) break;
        if (!take(withoutOneTable(result.text, !hasRightLetters(result.text)))) break;
    }
    return result;
}

}  // namespace tongdai
