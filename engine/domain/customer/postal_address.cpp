#include "engine/domain/customer/postal_address.h"

#include "engine/domain/customer/person_names.h"

#include <QRegularExpression>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

enum class PlaceKind : quint8 { House, Street, Ward, District, Province };

struct PlacePart {
    PlaceKind kind = PlaceKind::House;
    qsizetype begin = 0;
    qsizetype end = 0;
    QString value;
    QString province = {};  ///< that a district says by itself
};

/// What ends a name that has no comma after it.
const QString kNextMarker =
    u"(?:phuong|quan|huyen|xa|thi tran|thi xa|thanh pho|tinh|tp|tx|tt|kp|to|ap|[pqhx]\\.?\\s?\\d)\\b"_s;

QString nameAfter(const FlatText& text, qsizetype begin, const std::vector<Gazetteer::Match>& known, qsizetype& end)
{
    constexpr int kMostWords = 4;
    static const QRegularExpression next(u"\\G\\s*"_s + kNextMarker);
    static const QRegularExpression word(u"\\G ?[a-z0-9]+"_s);
    static const QRegularExpression particle(
        u"\\G ?(?:nhe|nha|a|shop|ạ|giup|cho|em|minh|nhan|gan|doi dien|nhé|thi|la|va|roi|duoc|luc|truoc|vao)\\b"_s);
    qsizetype at = begin;
    for (int words = 0; words < kMostWords; ++words) {
        if (words > 0 && (next.match(text.plain, at).hasMatch() || particle.match(text.plain, at).hasMatch())) break;
        const bool isPlace = words > 0 && std::ranges::any_of(known, [at](const Gazetteer::Match& one) {
                                 return one.begin >= at && one.begin <= at + 1 && !one.provinces.empty();
                             });
        if (isPlace) break;
        const auto match = word.match(text.plain, at);
        if (!match.hasMatch()) break;
        at = match.capturedEnd();
    }
    end = at;
    return capitalised(QStringView(text.text).mid(begin, at - begin));
}

class AddressParts {
public:
    AddressParts(const FlatText& text, const Gazetteer& gazetteer)
        : m_text(text), m_gazetteer(gazetteer), m_known(gazetteer.find(text))
    {
        findMarked();
        findNumbered();
        findKnown();
        findStreets();
        findHouse();
        std::ranges::stable_sort(m_parts, {}, &PlacePart::begin);
    }
    const std::vector<PlacePart>& parts() const { return m_parts; }

private:
    bool isTaken(qsizetype begin, qsizetype end) const
    {
        return std::ranges::any_of(m_parts,
                                   [&](const PlacePart& part) { return part.begin < end && begin < part.end; });
    }
    void add(PlacePart part)
    {
        if (!isTaken(part.begin, part.end)) m_parts.push_back(std::move(part));
    }

    /// "phường Bến Thành", "huyện Củ Chi", "TP. Thủ Đức", "tỉnh Bình Dương".
    void findMarked()
    {
        struct Marker {
            QRegularExpression pattern;
            QString spelt;
            QString shown;
            PlaceKind kind;
        };
        static const std::vector<Marker> markers{
            {QRegularExpression(u"\\bthi tran\\s+(?=[a-z])|\\btt\\.?\\s+(?=[a-z])"_s), u"thị trấn"_s, u"Thị trấn "_s,
             PlaceKind::Ward},
            {QRegularExpression(u"\\bphuong\\s+(?=[a-z])|\\bp\\.\\s?(?=[a-z])"_s), u"phường"_s, u"Phường "_s,
             PlaceKind::Ward},
            {QRegularExpression(u"\\bthi xa\\s+(?=[a-z])|\\btx\\.?\\s+(?=[a-z])"_s), u"thị xã"_s, u"Thị xã "_s,
             PlaceKind::District},
            {QRegularExpression(u"\\bxa\\s+(?=[a-z])"_s), u"xã"_s, u"Xã "_s, PlaceKind::Ward},
            {QRegularExpression(u"\\bquan\\s+(?=[a-z])|\\bq\\.\\s?(?=[a-z])"_s), u"quận"_s, u"Quận "_s,
             PlaceKind::District},
            {QRegularExpression(u"\\bhuyen\\s+(?=[a-z])|\\bh\\.\\s?(?=[a-z])"_s), u"huyện"_s, u"Huyện "_s,
             PlaceKind::District},
            {QRegularExpression(u"\\bthanh pho\\s+(?=[a-z])|\\btp\\.?\\s*(?=[a-z])"_s), u"thành phố"_s, u"Thành phố "_s,
             PlaceKind::District},
            {QRegularExpression(u"\\btinh\\s+(?=[a-z])"_s), u"tỉnh"_s, u""_s, PlaceKind::Province}};
        for (const Marker& marker : markers) {
            for (const QRegularExpressionMatch& match : marker.pattern.globalMatch(m_text.plain)) {
                const qsizetype size = marker.spelt.size();
                const bool isWord = match.capturedLength() > size;
                if (isWord && !m_text.says(match.capturedStart(), size, marker.spelt)) continue;
                addNamed(marker.kind, marker.shown, match.capturedStart(), match.capturedEnd());
            }
        }
    }

    void addNamed(PlaceKind kind, const QString& shown, qsizetype begin, qsizetype nameBegin)
    {
        const auto known = std::ranges::find_if(m_known, [begin, nameBegin](const Gazetteer::Match& one) {
            return one.begin == nameBegin || (one.begin == begin && one.end > nameBegin);  // "Huyện Nhà Bè" is a name
        });
        if (known != m_known.end() && kind != PlaceKind::Ward) {
            // "TP. Hồ Chí Minh" is a province, "TP. Thủ Đức" a district.
            const Gazetteer::District* district = districtOf(*known, shown);
            const bool isProvince =
                !known->provinces.empty() && (kind == PlaceKind::Province || !district || isLastPart(known->end));
            if (isProvince) {
                add({PlaceKind::Province, begin, known->end, known->provinces.front().name});
                return;
            }
            if (district) {
                add({PlaceKind::District, begin, known->end, district->name, onlyProvince(*known, shown)});
                return;
            }
        }
        if (kind == PlaceKind::Province) return;
        qsizetype end = nameBegin;
        const QString name = nameAfter(m_text, nameBegin, m_known, end);
        if (!name.isEmpty()) add({kind, begin, end, shown + name});
    }

    static const Gazetteer::District* districtOf(const Gazetteer::Match& match, const QString& kind)
    {
        const auto found = std::ranges::find_if(
            match.districts, [&kind](const Gazetteer::District& one) { return one.name.startsWith(kind); });
        if (found != match.districts.end()) return &*found;
        return match.districts.size() == 1 ? &match.districts.front() : nullptr;
    }
    static QString onlyProvince(const Gazetteer::Match& match, const QString& kind)
    {
        const auto fits = [&kind](const Gazetteer::District& one) { return one.name.startsWith(kind); };
        const auto count = std::ranges::count_if(match.districts, fits);
        if (count == 1) return std::ranges::find_if(match.districts, fits)->province;
        return match.districts.size() == 1 ? match.districts.front().province : QString();
    }
    bool isLastPart(qsizetype end) const { return QStringView(m_text.plain).mid(end).trimmed().isEmpty(); }

    /// "P.12", "phường 7", "Q1", "quận 10".
    void findNumbered()
    {
        static const QRegularExpression ward(u"\\b(?:phuong|p)\\s?\\.?\\s?(\\d{1,2})\\b"_s);
        static const QRegularExpression district(u"\\b(?:quan|q)\\s?\\.?\\s?(\\d{1,2})\\b"_s);
        for (const QRegularExpressionMatch& match : ward.globalMatch(m_text.plain))
            add({PlaceKind::Ward, match.capturedStart(), match.capturedEnd(),
                 u"Phường "_s + QString::number(match.captured(1).toInt())});
        for (const QRegularExpressionMatch& match : district.globalMatch(m_text.plain)) {
            const QString name = u"Quận "_s + QString::number(match.captured(1).toInt());
            const auto known = m_gazetteer.districtsNamed(FlatText(name).plain);
            add({PlaceKind::District, match.capturedStart(), match.capturedEnd(), name,
                 known.size() == 1 ? known.front().province : QString()});
        }
    }

    /// Names alone: a province or a district as a part of its own, or right before such a part.
    void findKnown()
    {
        for (auto match = m_known.rbegin(); match != m_known.rend(); ++match) {
            if (isTaken(match->begin, match->end) || !endsAPart(match->end)) continue;
            const bool isOwnPart = beginsAPart(match->begin) || isAfterCue(match->begin);
            if (!match->provinces.empty() && (match->districts.empty() || !hasKind(PlaceKind::Province))) {
                const bool isKnown =
                    isOwnPart || followsAPart(match->begin) || hasKind(PlaceKind::District) || hasKind(PlaceKind::Ward);
                if (isKnown && !hasKind(PlaceKind::Province)) {
                    add({PlaceKind::Province, match->begin, match->end, match->provinces.front().name});
                    continue;
                }
            }
            if (!match->districts.empty() && !hasKind(PlaceKind::District) &&
                (isOwnPart || followsAPart(match->begin))) {
                const Gazetteer::District& one = match->districts.front();
                const QString province = match->districts.size() == 1 ? one.province : QString();
                add({PlaceKind::District, match->begin, match->end, one.name, province});
            }
        }
    }
    bool hasKind(PlaceKind kind) const { return std::ranges::count(m_parts, kind, &PlacePart::kind) > 0; }
    bool endsAPart(qsizetype end) const
    {
        const QStringView rest = QStringView(m_text.plain).mid(end).trimmed();
        static const QRegularExpression particles(
            u"^(?:[,.;!?)\\n-]|nhe|nha|a\\b|ạ|shop|giup|cho|thi|co|ship|duoc|mat|phi)"_s);
        if (rest.isEmpty() || particles.match(rest.toString()).hasMatch()) return true;
        return std::ranges::any_of(m_parts,
                                   [&](const PlacePart& part) { return part.begin >= end && part.begin <= end + 2; });
    }
    bool beginsAPart(qsizetype begin) const
    {
        const QStringView before = QStringView(m_text.plain).left(begin).trimmed();
        return before.isEmpty() || u",;-("_s.contains(before.back());
    }
    bool followsAPart(qsizetype begin) const
    {
        return std::ranges::any_of(m_parts,
                                   [&](const PlacePart& part) { return part.end <= begin && begin - part.end <= 3; });
    }
    bool isAfterCue(qsizetype begin) const
    {
        static const QRegularExpression cue(u"(?:\\bo|\\bve|\\btoi|\\bden|\\bra|\\bvao|\\btai|dia chi|\\bdc)[ :]+$"_s);
        return cue.match(m_text.plain.left(begin)).hasMatch();
    }

    void findStreets()
    {
        static const QRegularExpression pattern(
            u"\\b(?:(?:duong|ngo|hem|ngach|kiet|pho|thon|ap|xom|khu pho|chung cu|toa nha|toa|khu do thi|kdt|ktx|khu tap the|block|lau|can ho)\\b)"_s);
        static const QStringList spelt{u"đường"_s,      u"ngõ"_s,     u"hẻm"_s,     u"ngách"_s,       u"kiệt"_s,
                                       u"phố"_s,        u"thôn"_s,    u"ấp"_s,      u"xóm"_s,         u"khu phố"_s,
                                       u"chung cư"_s,   u"tòa nhà"_s, u"toà nhà"_s, u"tòa"_s,         u"toà"_s,
                                       u"khu đô thị"_s, u"kđt"_s,     u"ktx"_s,     u"khu tập thể"_s, u"block"_s,
                                       u"lầu"_s,        u"căn hộ"_s};
        for (const QRegularExpressionMatch& match : pattern.globalMatch(m_text.plain)) {
            const bool isSpelt = std::ranges::any_of(spelt, [&](const QString& word) {
                return word.size() == match.capturedLength() && m_text.says(match.capturedStart(), word.size(), word);
            });
            if (isSpelt) add({PlaceKind::Street, match.capturedStart(), match.capturedEnd(), {}});
        }
    }

    /// A number before a street's name: by a stroke in it, by "số nhà", by a capital after it, or by what follows soon.
    void findHouse()
    {
        static const QRegularExpression pattern(
            u"\\b(?:so nha\\s+|so\\s+)?(\\d{1,4}[a-z]?\\d?(?:/\\d{1,4}[a-z]?)*)[,]?\\s+(?:[a-z0-9])"_s);
        for (const QRegularExpressionMatch& match : pattern.globalMatch(m_text.plain)) {
            const qsizetype begin = match.capturedStart();
            const qsizetype end = match.capturedEnd(1);
            const bool isNumbered = match.captured(1).contains(u'/') || match.captured().startsWith("so nha"_L1);
            const bool isCapital = m_text.text[match.capturedEnd() - 1].isUpper();
            const bool isNearPlace = std::ranges::any_of(m_parts, [&](const PlacePart& part) {
                constexpr qsizetype kNear = 40;
                const bool isStreet = part.kind == PlaceKind::Street && part.begin - end <= 2;
                return part.begin >= end && (isStreet || (part.kind != PlaceKind::Street && part.begin - end < kNear &&
                                                          part.begin - end > 3));
            });
            if (!isNumbered && !isCapital && !isNearPlace) continue;
            add({PlaceKind::House, begin, end, {}});
            return;
        }
    }

    const FlatText& m_text;
    const Gazetteer& m_gazetteer;
    std::vector<Gazetteer::Match> m_known;
    std::vector<PlacePart> m_parts;
};

struct AddressCue {
    qsizetype end = -1;
    bool isStrong = false;
};

AddressCue addressCue(const FlatText& text)
{
    static const QRegularExpression strong(
        u"\\b(?:dia chi|dchi|d/c|dc|noi nhan|noi o)(?: (?:nhan hang|nhan|giao hang|giao|em|minh|toi|chi|anh|nha|cua "
        u"em|cua minh|moi|cu the)\\b)*(?: la\\b| o\\b)?\\s*[:\\-]?\\s*"
        u"|\\b(?:giao|ship|gui)(?: (?:hang|cho em|cho minh|cho chi|giup em|giup minh|do))?(?: (?:ve|toi|den|qua|ra|vao|tai))\\s*[:]?\\s*"_s);
    static const QRegularExpression weak(u"\\b(?:em|minh|toi|chi|anh|nha|nha em|nha minh) (?:dang )?o(?: tai)?\\s+"_s);
    if (const auto match = strong.match(text.plain); match.hasMatch()) return {match.capturedEnd(), true};
    if (const auto match = weak.match(text.plain); match.hasMatch()) return {match.capturedEnd(), false};
    return {};
}

QString cleaned(const FlatText& text, qsizetype begin, qsizetype end)
{
    static const QRegularExpression tail(
        u"(?:[\\s,.;:!?-]|\\b(?:nhe|nha|a|shop|shop oi|giup em|giup minh|em nhe|ban|oi|nhan)\\b)+$"_s);
    static const QRegularExpression head(u"^[\\s,.;:!?-]+"_s);
    const QString plain = text.plain.mid(begin, end - begin);
    if (const auto match = tail.match(plain); match.hasMatch()) end = begin + match.capturedStart();
    if (const auto match = head.match(plain); match.hasMatch()) begin += match.capturedEnd();
    return begin < end ? text.text.mid(begin, end - begin).simplified() : QString();
}

struct FoundAddress {
    int kinds = 0;
    std::vector<FoundDetail> details;
};

FoundAddress addressIn(const FlatText& text, const Gazetteer& gazetteer)
{
    const std::vector<PlacePart> parts = AddressParts(text, gazetteer).parts();
    const AddressCue cue = addressCue(text);
    FoundAddress found;
    if (parts.empty()) return found;
    std::array<bool, 5> kinds{};
    QString ward;
    QString district;
    QString province;
    QString saidByDistrict;
    for (const PlacePart& part : parts) {
        kinds.at(size_t(part.kind)) = true;
        if (part.kind == PlaceKind::Ward && ward.isEmpty()) ward = part.value;
        if (part.kind == PlaceKind::District && district.isEmpty()) {
            district = part.value;
            saidByDistrict = part.province;
        }
        if (part.kind == PlaceKind::Province) province = part.value;
    }
    found.kinds = int(std::ranges::count(kinds, true));
    const bool hasPlace = kinds[2] || kinds[3] || kinds[4];
    const bool isAddress = (found.kinds >= 2 && hasPlace) || (cue.isStrong && (kinds[0] || found.kinds >= 2));
    const bool isRegion = cue.end >= 0 && hasPlace;
    if (!isAddress && !isRegion) return {};
    if (isAddress) {
        qsizetype begin = parts.front().begin;
        const bool isAfterCue = cue.end >= 0 && cue.end <= begin;
        if (isAfterCue) begin = cue.end;
        qsizetype end = parts.back().end;
        if (!hasPlace) end = text.text.size();
        const QString address = cleaned(text, begin, end);
        if (kinds[0] || kinds[1] || kinds[2]) found.details.push_back({DetailField::Address, address});
    }
    if (province.isEmpty()) province = saidByDistrict;
    if (!ward.isEmpty()) found.details.push_back({DetailField::Ward, ward});
    if (!district.isEmpty()) found.details.push_back({DetailField::District, district});
    if (!province.isEmpty()) found.details.push_back({DetailField::Province, province});
    const QString now = gazetteer.nowOf(province);
    if (!now.isEmpty() && now != province) found.details.push_back({DetailField::ProvinceNow, now});
    return found;
}

}  // namespace

std::vector<FoundDetail> postalAddress(const FlatText& text, const Gazetteer& gazetteer)
{
    // A piece of a text between what was taken out of it, line ends and sentences is one address or none.
    static const QRegularExpression edges(u"\\x{fffc}+|\\n|;|\\s[-–|]\\s|[!?]|\\.\\s+(?=[a-z]{3})"_s);
    FoundAddress best;
    qsizetype begin = 0;
    const auto look = [&](qsizetype end) {
        FoundAddress found = addressIn(text.part(begin, end), gazetteer);
        if (!found.details.empty() && found.kinds > best.kinds) best = std::move(found);
    };
    for (const QRegularExpressionMatch& match : edges.globalMatch(text.plain)) {
        const QStringView before = QStringView(text.plain).left(match.capturedStart());
        const bool isShortForm = before.endsWith("tp"_L1) || before.endsWith("tx"_L1) || before.endsWith(" p"_L1) ||
                                 before.endsWith(" q"_L1) || before.endsWith(" tt"_L1);
        if (match.captured().startsWith(u'.') && isShortForm) continue;
        look(match.capturedStart());
        begin = match.capturedEnd();
    }
    look(text.plain.size());
    return best.details;
}

}  // namespace tongdai
