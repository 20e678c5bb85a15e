#include "engine/domain/customer/gazetteer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <stdexcept>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

/// Names of two letters mean something else in small ones ("hn": today).
constexpr qsizetype kShortName = 2;

/// "Bà Rịa - Vũng Tàu" and "Bà Rịa-Vũng Tàu" are the same name.
QString placeKey(QStringView name)
{
    QString key = FlatText(name).plain;
    key.replace(u'-', u' ').replace(u'.', u' ');
    return key.simplified();
}

QStringList kindsOfDistricts()
{
    return {u"Quận "_s, u"Huyện "_s, u"Thị xã "_s, u"Thành phố "_s};
}

QString withoutKind(const QString& name)
{
    for (const QString& kind : kindsOfDistricts()) {
        if (name.startsWith(kind)) return name.mid(kind.size());
    }
    return name;
}

struct PlaceWord {
    qsizetype begin = 0;
    qsizetype end = 0;
};

std::vector<PlaceWord> placeWords(const QString& plain)
{
    std::vector<PlaceWord> words;
    qsizetype begin = -1;
    for (qsizetype i = 0; i <= plain.size(); ++i) {
        const bool isInside = i < plain.size() && plain[i].isLetterOrNumber();
        if (isInside && begin < 0) begin = i;
        if (!isInside && begin >= 0) words.push_back({std::exchange(begin, -1), i});
    }
    return words;
}

bool isOneName(const QString& plain, const PlaceWord& before, const PlaceWord& after)
{
    for (qsizetype i = before.end; i < after.begin; ++i) {
        if (plain[i] != u' ' && plain[i] != u'-' && plain[i] != u'.') return false;
    }
    return after.begin - before.end <= 3;
}

}  // namespace

Gazetteer::Gazetteer(const QByteArray& json)
{
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    const QJsonArray provinces = root["provinces"_L1].toArray();
    const QJsonObject olderAlso = root["older_also"_L1].toObject();
    for (const QJsonValue& each : provinces) {
        const QJsonObject province = each.toObject();
        const QString now = province["name"_L1].toString();
        addProvince(now, {now, now});
        for (const QJsonValue& also : province["also"_L1].toArray())
            addProvince(also.toString(), {now, now});
        for (const QJsonValue& before : province["older"_L1].toArray()) {
            const QString older = before.toString();
            addProvince(older, {older, now});
            for (const QJsonValue& also : olderAlso[older].toArray())
                addProvince(also.toString(), {older, now});
        }
    }
    const QJsonObject districts = root["districts"_L1].toObject();
    for (auto it = districts.begin(); it != districts.end(); ++it) {
        for (const QJsonValue& each : it.value().toArray())
            addDistrict({each.toString(), it.key()});
    }
    if (m_provinces.isEmpty() || m_districts.isEmpty()) throw std::runtime_error("no gazetteer");
}

void Gazetteer::addProvince(const QString& name, const Province& province)
{
    const QString key = placeKey(name);
    m_mostWords = std::max(m_mostWords, int(key.count(u' ')) + 1);
    m_provinces[key] = {province};
}

void Gazetteer::addDistrict(const District& district)
{
    for (const QString& name : {district.name, withoutKind(district.name)}) {
        const QString key = placeKey(name);
        if (key.front().isDigit()) continue;  // "1" alone is no district
        m_mostWords = std::max(m_mostWords, int(key.count(u' ')) + 1);
        m_districts[key].push_back(district);
    }
}

std::vector<Gazetteer::Match> Gazetteer::find(const FlatText& text) const
{
    std::vector<Match> matches;
    const std::vector<PlaceWord> words = placeWords(text.plain);
    for (size_t first = 0; first < words.size();) {
        QString name;
        size_t taken = 0;
        for (size_t last = first; last < words.size() && last < first + size_t(m_mostWords); ++last) {
            if (last > first && !isOneName(text.plain, words[last - 1], words[last])) break;
            if (last > first) name += u' ';
            name += QStringView(text.plain).mid(words[last].begin, words[last].end - words[last].begin);
            Match match{words[first].begin, words[last].end, m_provinces.value(name), m_districts.value(name)};
            if (match.provinces.empty() && match.districts.empty()) continue;
            if (name.size() <= kShortName && !text.text[match.begin].isUpper()) continue;
            if (taken > 0) matches.pop_back();
            matches.push_back(std::move(match));
            taken = last - first + 1;
        }
        first += std::max<size_t>(taken, 1);
    }
    return matches;
}

QString Gazetteer::nowOf(const QString& province) const
{
    const std::vector<Province> found = provincesNamed(placeKey(province));
    return found.empty() ? QString() : found.front().now;
}

}  // namespace tongdai
