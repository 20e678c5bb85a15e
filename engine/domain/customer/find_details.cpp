#include "engine/domain/customer/find_details.h"

#include "engine/domain/customer/person_names.h"
#include "engine/domain/customer/phone_numbers.h"
#include "engine/domain/customer/postal_address.h"

#include <QRegularExpression>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

struct MailAddress {
    qsizetype begin = 0;
    qsizetype end = 0;
    QString address;
};

/// "lan.tran@gmail.com", "lan @ gmail.com", "lan a còng gmail chấm com", "lan@gmail,com".
std::vector<MailAddress> mailAddresses(const FlatText& text)
{
    static const QRegularExpression pattern(
        u"([a-z0-9](?:[a-z0-9._%+-]{0,62}[a-z0-9_+-])?)(?:\\s?@\\s?|\\s+a\\s?cong\\s+|\\s?\\(at\\)\\s?)"
        u"([a-z0-9](?:[a-z0-9-]{0,62})(?:(?:\\.|,|\\s+cham\\s+|\\s?\\(dot\\)\\s?)[a-z0-9-]{2,62}){1,4})"_s);
    static const QRegularExpression dots(u",|\\s+cham\\s+|\\s?\\(dot\\)\\s?"_s);
    std::vector<MailAddress> addresses;
    for (const QRegularExpressionMatch& match : pattern.globalMatch(text.plain)) {
        QString domain = match.captured(2);
        domain.replace(dots, u"."_s);
        addresses.push_back({match.capturedStart(), match.capturedEnd(), match.captured(1) + u'@' + domain});
    }
    return addresses;
}

void blankOut(FlatText& text, qsizetype begin, qsizetype end)
{
    for (qsizetype i = begin; i < end; ++i) {
        text.text[i] = kTakenOut;
        text.plain[i] = kTakenOut;
    }
}

/// "Sđt", "email:" before what was taken out belong to it.
void blankOutLabels(FlatText& text)
{
    static const QRegularExpression labels(
        u"\\b(sdt|so dien thoai|dien thoai|so dt|dt|phone|tel|mail|email|e-mail|gmail|zalo|lien he|lh|so)\\b"
        u"(\\s+(em|minh|toi|chi|anh|cua em|nhan|khach|nguoi nhan|cua minh))?(\\s+la)?\\s*[:.\\-]?\\s*(?=\\x{fffc})"_s);
    QRegularExpressionMatch match;
    while ((match = labels.match(text.plain)).hasMatch())
        blankOut(text, match.capturedStart(), match.capturedEnd());
}

}  // namespace

bool mayHoldDetails(QStringView text)
{
    static const QRegularExpression words(
        u"@|\\b(ten|em la|minh la|anh la|chi la|toi la|nguoi nhan|dia chi|dc|d/c|giao|ship|phuong|quan|huyen|xa|thi tran|duong|tinh|a cong|khong (?:ba|nam|bay|tam|chin|hai)|tp|(?:em|minh|toi|chi|anh|nha) (?:dang )?o)\\b"_s);
    const FlatText flat(text.left(kMostLookedAt));
    const bool hasDigit = std::ranges::any_of(flat.plain, [](QChar c) { return c.isDigit(); });
    return hasDigit || words.match(flat.plain).hasMatch();
}

std::vector<FoundDetail> findDetails(QStringView text, const Gazetteer& gazetteer)
{
    FlatText flat(text.left(kMostLookedAt));
    std::vector<FoundDetail> found;
    std::vector<FoundDetail> reached;
    for (const MailAddress& mail : mailAddresses(flat)) {
        reached.push_back({DetailField::Email, mail.address});
        blankOut(flat, mail.begin, mail.end);
    }
    std::vector<FoundDetail> phones;
    for (const PhoneNumber& phone : phoneNumbers(flat)) {
        phones.push_back({DetailField::Phone, phone.number});
        blankOut(flat, phone.begin, phone.end);
    }
    blankOutLabels(flat);
    PersonName name = personName(flat);
    if (!name.name.isEmpty()) {
        found.push_back({DetailField::Name, name.name});
        blankOut(flat, name.begin, name.end);
    }
    found.insert(found.end(), phones.begin(), phones.end());
    found.insert(found.end(), reached.begin(), reached.end());
    for (FoundDetail& part : postalAddress(flat, gazetteer))
        found.push_back(std::move(part));
    return found;
}

}  // namespace tongdai
