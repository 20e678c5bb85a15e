#include "engine/domain/customer/phone_numbers.h"

#include <QHash>
#include <QRegularExpression>

#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <array>

namespace tongdai {

using namespace Qt::StringLiterals;
using i18n::phonenumbers::PhoneNumberUtil;

namespace {

constexpr qsizetype kLongestNumber = 15;
constexpr int kFewestWords = 6;  ///< fewer words for digits are words

struct DigitRun {
    qsizetype begin = 0;
    qsizetype end = 0;
    QString digits;
    bool isWord = false;
    bool hasPlus = false;
};

QString digitOf(const QString& word)
{
    static const QHash<QString, QString> digits{
        {u"khong"_s, u"0"_s}, {u"ko"_s, u"0"_s},  {u"linh"_s, u"0"_s}, {u"mot"_s, u"1"_s}, {u"hai"_s, u"2"_s},
        {u"ba"_s, u"3"_s},    {u"bon"_s, u"4"_s}, {u"tu"_s, u"4"_s},   {u"nam"_s, u"5"_s}, {u"lam"_s, u"5"_s},
        {u"sau"_s, u"6"_s},   {u"bay"_s, u"7"_s}, {u"bai"_s, u"7"_s},  {u"tam"_s, u"8"_s}, {u"chin"_s, u"9"_s}};
    return digits.value(word);
}

/// Digits, o among digits for 0, or a word for one digit.
std::optional<DigitRun> digitRun(const QString& plain, qsizetype begin, qsizetype end)
{
    DigitRun run{begin, end, plain.mid(begin, end - begin), false, begin > 0 && plain[begin - 1] == u'+'};
    if (const QString digit = digitOf(run.digits); !digit.isEmpty()) {
        run.digits = digit;
        run.isWord = true;
        return run;
    }
    const bool isNumber = std::ranges::all_of(run.digits, [](QChar c) { return c.isDigit() || c == u'o'; });
    const bool hasDigit = std::ranges::any_of(run.digits, [](QChar c) { return c.isDigit(); });
    if (!isNumber || !hasDigit) return {};
    run.digits.replace(u'o', u'0');
    return run;
}

bool mayStandBetween(QStringView between)
{
    return between.size() <= 4 && std::ranges::all_of(between, [](QChar c) { return u" .-()_+/,"_s.contains(c); }) &&
           between.count(u',') <= 1;
}

/// Runs that may be one number, in one list each.
std::vector<std::vector<DigitRun>> digitRuns(const QString& plain)
{
    std::vector<std::vector<DigitRun>> groups(1);
    qsizetype begin = -1;
    for (qsizetype i = 0; i <= plain.size(); ++i) {
        const bool isInside = i < plain.size() && plain[i].isLetterOrNumber();
        if (isInside && begin < 0) begin = i;
        if (isInside || begin < 0) continue;
        const auto run = digitRun(plain, std::exchange(begin, -1), i);
        auto& open = groups.back();
        const bool goesOn =
            run &&
            (open.empty() || mayStandBetween(QStringView(plain).mid(open.back().end, run->begin - open.back().end)));
        if (!goesOn && !open.empty()) groups.emplace_back();
        if (run) groups.back().push_back(*run);
    }
    return groups;
}

/// Numbers of eleven digits got a shorter prefix in September 2018.
QString withNewPrefix(const QString& number)
{
    static const QHash<QString, QString> prefixes{{u"0120"_s, u"070"_s}, {u"0121"_s, u"079"_s}, {u"0122"_s, u"077"_s},
                                                  {u"0126"_s, u"076"_s}, {u"0128"_s, u"078"_s}, {u"0123"_s, u"083"_s},
                                                  {u"0124"_s, u"084"_s}, {u"0125"_s, u"085"_s}, {u"0127"_s, u"081"_s},
                                                  {u"0129"_s, u"082"_s}, {u"0162"_s, u"032"_s}, {u"0163"_s, u"033"_s},
                                                  {u"0164"_s, u"034"_s}, {u"0165"_s, u"035"_s}, {u"0166"_s, u"036"_s},
                                                  {u"0167"_s, u"037"_s}, {u"0168"_s, u"038"_s}, {u"0169"_s, u"039"_s},
                                                  {u"0186"_s, u"056"_s}, {u"0188"_s, u"058"_s}, {u"0199"_s, u"059"_s}};
    constexpr qsizetype kOldLength = 11;
    const QString prefix = number.size() == kOldLength ? prefixes.value(number.left(4)) : QString();
    return prefix.isEmpty() ? number : prefix + number.mid(4);
}

/// As people dial it, when somebody could have it.
std::optional<QString> validNumber(QString digits, bool hasPlus, bool isAskedFor)
{
    if (digits.size() > kLongestNumber) return {};
    const bool isAbroad = hasPlus && !digits.startsWith("84"_L1);
    if (!isAbroad) {
        if (digits.startsWith("0084"_L1)) digits = digits.mid(2);
        if (digits.startsWith("84"_L1) && digits.size() >= 11) {
            digits = digits.mid(2);
            if (!digits.startsWith(u'0')) digits.prepend(u'0');  // +84 (0) 912 …
        } else if (isAskedFor && digits.size() == 9 && !digits.startsWith(u'0')) {
            digits.prepend(u'0');
        }
        if (!digits.startsWith(u'0')) return {};
        digits = withNewPrefix(digits);
    }
    const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
    i18n::phonenumbers::PhoneNumber number;
    const std::string text = (isAbroad ? "+" : "") + digits.toStdString();
    if (util.Parse(text, isAbroad ? "ZZ" : "VN", &number) != PhoneNumberUtil::NO_PARSING_ERROR) return {};
    if (!util.IsValidNumber(number)) return {};
    return isAbroad ? u'+' + digits : digits;
}

bool saysBefore(const QString& plain, qsizetype begin, const QRegularExpression& words)
{
    constexpr qsizetype kNear = 28;
    const qsizetype from = std::max<qsizetype>(0, begin - kNear);
    return words.match(plain.mid(from, begin - from)).hasMatch();
}

bool isSomethingElse(const QString& plain, qsizetype begin)
{
    static const QRegularExpression words(
        u"\\b(stk|so tk|tai khoan|ma don|ma dh|don hang|van don|cmnd|cccd|can cuoc|mst|ma so thue|ma)\\b[ :.#sola]*$"_s);
    return saysBefore(plain, begin, words);
}

bool isAskedFor(const QString& plain, qsizetype begin)
{
    static const QRegularExpression words(
        u"\\b(sdt|dt|so dien thoai|dien thoai|phone|zalo|lien he|lh|tel|hotline|goi|alo)\\b[ :.la]*$"_s);
    return saysBefore(plain, begin, words);
}

/// The longest number that begins with this run; how many runs it takes.
size_t takeNumber(const std::vector<DigitRun>& runs, size_t first, const QString& plain, PhoneNumber& taken)
{
    size_t used = 0;
    QString digits;
    int words = 0;
    for (size_t last = first; last < runs.size(); ++last) {
        digits += runs[last].digits;
        words += runs[last].isWord ? 1 : 0;
        if (digits.size() > kLongestNumber) break;
        const bool areOnlyWords = words == int(last - first + 1);
        if (words > 0 && words < kFewestWords && (areOnlyWords || runs[first].isWord)) continue;
        const qsizetype begin = runs[first].begin;
        const auto number = validNumber(digits, runs[first].hasPlus, isAskedFor(plain, begin));
        if (!number) continue;
        taken = {begin - (runs[first].hasPlus ? 1 : 0), runs[last].end, *number};
        used = last - first + 1;
    }
    return used;
}

}  // namespace

std::vector<PhoneNumber> phoneNumbers(const FlatText& text)
{
    std::vector<PhoneNumber> numbers;
    for (const std::vector<DigitRun>& runs : digitRuns(text.plain)) {
        for (size_t first = 0; first < runs.size();) {
            PhoneNumber number;
            const size_t used = takeNumber(runs, first, text.plain, number);
            if (used > 0 && !isSomethingElse(text.plain, number.begin)) numbers.push_back(std::move(number));
            first += std::max<size_t>(used, 1);
        }
    }
    return numbers;
}

}  // namespace tongdai
