#pragma once

#include "engine/domain/conversation/message.h"

#include <QJsonObject>

#include <map>
#include <vector>

namespace tongdai {

/// What a shop wants to know of a customer and customers write themselves (features A16).
enum class DetailField : quint8 { Name, Phone, Email, Address, Ward, District, Province, ProvinceNow };
inline constexpr int kDetailFields = 8;
/// Name of the field in JSON, e.g. "phone".
QString keyOf(DetailField field);

/// One thing a text says.
struct FoundDetail {
    DetailField field = DetailField::Name;
    QString value;
    friend bool operator==(const FoundDetail&, const FoundDetail&) = default;
};

/// Which line said it.
struct DetailSource {
    MessageId message;
    qint64 rev = 0;
    TimePoint at{};
    friend bool operator==(const DetailSource&, const DetailSource&) = default;
};

struct DetailValue {
    QString value;
    DetailSource from;
    friend bool operator==(const DetailValue&, const DetailValue&) = default;
};

/// Everything a conversation's customer said of themselves: of each field every value, the one said last first.
struct CustomerDetails {
    static constexpr int kMaxValues = 8;       ///< of one field; the oldest make way
    static constexpr int kMaxValueSize = 300;  ///< letters; what is longer is no detail

    std::map<DetailField, std::vector<DetailValue>> values;
    qint64 readUpto = 0;  ///< rev of the newest line that was looked at

    /// The value said last; empty: nobody said.
    QString value(DetailField field) const;
    friend bool operator==(const CustomerDetails&, const CustomerDetails&) = default;
};

/// Adds what a line says. Nothing is ever taken away: an empty value changes nothing, and a value said before only
/// moves to the line that said it last. Reading a line again changes nothing. False: nothing new.
bool addDetails(CustomerDetails& details, const std::vector<FoundDetail>& found, const DetailSource& from);

/// As it is stored: `{"phone":[{"value","message_id","rev","at"}], …}`.
QJsonObject toJson(const CustomerDetails& details);
CustomerDetails customerDetails(const QJsonObject& json);
/// As callers see it (contracts/background §2): each field's newest value, `{"phone":"0912345678", …}`.
QJsonObject customerData(const CustomerDetails& details);

}  // namespace tongdai
