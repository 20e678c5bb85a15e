#include "engine/domain/customer/person_names.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <vector>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostNameWords = 5;

/// Nine in ten people have one of these.
bool isFamilyName(const QString& plain)
{
    static const QSet<QString> names{
        u"nguyen"_s, u"tran"_s,  u"le"_s,     u"pham"_s, u"hoang"_s,  u"huynh"_s, u"phan"_s,  u"vu"_s,
        u"vo"_s,     u"dang"_s,  u"bui"_s,    u"do"_s,   u"ho"_s,     u"ngo"_s,   u"duong"_s, u"ly"_s,
        u"dinh"_s,   u"trinh"_s, u"truong"_s, u"doan"_s, u"mai"_s,    u"cao"_s,   u"lam"_s,   u"luong"_s,
        u"luu"_s,    u"chau"_s,  u"ta"_s,     u"thai"_s, u"phung"_s,  u"to"_s,    u"ha"_s,    u"dao"_s,
        u"van"_s,    u"tang"_s,  u"quach"_s,  u"lai"_s,  u"nghiem"_s, u"tong"_s,  u"trieu"_s};
    return names.contains(plain);
}

/// What follows "em là" or "tên" and is no name; a name ends before it.
bool endsAName(const QString& plain)
{
    static const QSet<QString> words{
        u"gi"_s,    u"sao"_s,   u"shop"_s,  u"a"_s,     u"nhe"_s,  u"nha"_s,  u"nhé"_s, u"o"_s,    u"sdt"_s,
        u"so"_s,    u"dt"_s,    u"khach"_s, u"sinh"_s,  u"hang"_s, u"san"_s,  u"cua"_s, u"va"_s,   u"co"_s,
        u"muon"_s,  u"dat"_s,   u"mua"_s,   u"dc"_s,    u"giao"_s, u"ship"_s, u"tai"_s, u"nhan"_s, u"day"_s,
        u"ban"_s,   u"nguoi"_s, u"la"_s,    u"email"_s, u"mail"_s, u"thi"_s,  u"nao"_s, u"duoc"_s, u"ko"_s,
        u"khong"_s, u"voi"_s,   u"dien"_s,  u"dia"_s,   u"nay"_s,  u"roi"_s,  u"hom"_s, u"zalo"_s, u"minh"_s + u"?"_s};
    return words.contains(plain);
}

struct NameWord {
    qsizetype begin = 0;
    qsizetype end = 0;
    QString plain;
    bool isCapital = false;
};

/// Words from `begin` on with nothing but single spaces between them.
std::vector<NameWord> nameWords(const FlatText& text, qsizetype begin)
{
    std::vector<NameWord> words;
    qsizetype at = begin;
    while (int(words.size()) <= kMostNameWords && at < text.plain.size() && text.plain[at].isLetter()) {
        qsizetype end = at;
        while (end < text.plain.size() && text.plain[end].isLetter())
            ++end;
        if (end < text.plain.size() && text.plain[end].isDigit()) break;
        words.push_back({at, end, text.plain.mid(at, end - at), text.text[at].isUpper()});
        at = end;
        if (at < text.plain.size() && text.plain[at] == u' ') ++at;
    }
    return words;
}

qsizetype skipHonorific(const FlatText& text, qsizetype begin)
{
    static const QRegularExpression pattern(u"\\G(?:anh|chi|co|chu|bac|em|ms|mr|mrs|c|a)\\.?\\s+(?=[a-z])"_s);
    const auto match = pattern.match(text.plain, begin);
    return match.hasMatch() ? match.capturedEnd() : begin;
}

/// `isSure`: the words before said that a name comes, so small letters are one, too.
PersonName nameFrom(const FlatText& text, qsizetype cue, qsizetype begin, bool isSure)
{
    begin = skipHonorific(text, begin);
    std::vector<NameWord> words = nameWords(text, begin);
    const bool areCapitals = !words.empty() && words.front().isCapital;
    if (!areCapitals && !isSure) return {};
    size_t count = 0;
    while (count < words.size() && count < size_t(kMostNameWords)) {
        const NameWord& word = words[count];
        const bool goesOn =
            areCapitals ? word.isCapital : !(endsAName(word.plain) && !(count > 0 && word.plain == "thi"_L1));
        if (!goesOn) break;
        ++count;
    }
    if (count == 0) return {};
    const bool isLong = count > 2;
    if (!areCapitals && isLong && !isFamilyName(words.front().plain)) return {};
    if (count == 1 && words.front().plain.size() < 2) return {};
    const qsizetype end = words[count - 1].end;
    return {cue, end, capitalised(QStringView(text.text).mid(begin, end - begin))};
}

PersonName introducedName(const FlatText& text)
{
    static const QRegularExpression sure(
        u"\\b(?:(?:ho va ten|ho ten|ten day du|ten nguoi nhan|ten khach hang|ten khach|nguoi nhan hang|nguoi "
        u"nhan|ten)\\b"
        u"(?: (em|minh|toi|chi|anh|cua em|cua minh|cua toi|nhan hang|nhan)\\b(?= |:))?(?: la\\b)?\\s*[:\\-]?|gui "
        u"cho\\b|"
        u"giao cho\\b)\\s*(?=[a-z])"_s);
    static const QRegularExpression hint(u"\\b(?:em|minh|toi|chi|anh|day) la\\s+(?=[a-z])"_s);
    for (const QRegularExpressionMatch& match : sure.globalMatch(text.plain)) {
        const bool isSaid =
            text.says(match.capturedStart(), 3, u"tên") || match.captured().startsWith(u"ten"_s) == false;
        if (!isSaid && text.hasMarks) continue;
        // "Minh" and "Anh" are names, too.
        const bool isName = match.capturedStart(1) >= 0 && text.text[match.capturedStart(1)].isUpper();
        const qsizetype begin = isName ? match.capturedStart(1) : match.capturedEnd();
        PersonName name = nameFrom(text, match.capturedStart(), begin, true);
        if (!name.name.isEmpty()) return name;
    }
    for (const QRegularExpressionMatch& match : hint.globalMatch(text.plain)) {
        PersonName name = nameFrom(text, match.capturedStart(), match.capturedEnd(), false);
        if (!name.name.isEmpty()) return name;
    }
    return {};
}

bool isNameAlone(const std::vector<NameWord>& words, bool isBesideNumber)
{
    if (words.empty() || int(words.size()) > kMostNameWords) return false;
    const bool areCapitals = std::ranges::all_of(words, &NameWord::isCapital);
    const bool isFull = words.size() >= 2 && isFamilyName(words.front().plain);
    if (isFull && (areCapitals || isBesideNumber)) return true;
    return isBesideNumber && areCapitals && words.size() <= 3;
}

/// A piece between line ends, commas, strokes and numbers that is nothing but a name.
PersonName standingName(const FlatText& text)
{
    const auto isEdge = [&text](qsizetype at) {
        return u"\n,;|-–:"_s.contains(text.plain[at]) || text.plain[at] == kTakenOut;
    };
    const bool hasNumber = text.plain.contains(kTakenOut);
    for (qsizetype begin = 0; begin < text.plain.size();) {
        qsizetype end = begin;
        while (end < text.plain.size() && !isEdge(end))
            ++end;
        qsizetype first = begin;
        while (first < end && text.plain[first].isSpace())
            ++first;
        qsizetype last = end;
        while (last > first && (text.plain[last - 1].isSpace() || text.plain[last - 1] == u'.'))
            --last;
        const qsizetype named = skipHonorific(text, first);
        const std::vector<NameWord> words = nameWords(text, named);
        const bool isWhole = !words.empty() && words.back().end == last;
        const bool isLine =
            (begin == 0 || text.plain[begin - 1] == u'\n') && (end == text.plain.size() || text.plain[end] == u'\n');
        const bool touchesNumber =
            (end < text.plain.size() && text.plain.mid(end, 4).contains(kTakenOut)) ||
            (begin > 0 && text.plain.mid(std::max<qsizetype>(0, begin - 4), 4).contains(kTakenOut));
        if (isWhole && hasNumber && (isLine || touchesNumber) && isNameAlone(words, touchesNumber || isLine))
            return {first, last, capitalised(QStringView(text.text).mid(named, last - named))};
        begin = end + 1;
    }
    return {};
}

}  // namespace

PersonName personName(const FlatText& text)
{
    PersonName name = introducedName(text);
    return name.name.isEmpty() ? standingName(text) : name;
}

}  // namespace tongdai
