#pragma once

#include "engine/domain/conversation/action.h"
#include "engine/domain/conversation/message.h"

#include <QJsonObject>

/// What a conversation knows of the page of Pancake it lives on (contracts/pancake §3), and how a text goes there.
namespace tongdai {

/// Source of every line that Pancake brings itself. It alone says on which page a conversation lives.
inline constexpr char kPageSource[] = "pancake";
/// In the metadata of a conversation and in the body of its outbox rows.
inline constexpr QLatin1StringView kPageKey{"pancake"};

struct PageAddress {
    QByteArray page;
    bool isComment = false;
    QByteArray comment = {};  ///< of a comment: the one that is answered

    friend bool operator==(const PageAddress&, const PageAddress&) = default;
};
QJsonObject toJson(const PageAddress& address);
/// In the body of an outbox row, with when the row was made first: one that a person has sent again gets another time,
/// and what arrived before that is looked for all the same.
QJsonObject toJson(const PageAddress& address, TimePoint since);
/// As the body of a row tells it. Nothing: it does not.
std::optional<TimePoint> firstMade(const QJsonObject& body);
/// Nothing: the conversation lives on no page.
std::optional<PageAddress> pageAddress(const QJsonObject& metadata);
inline bool livesOnPage(const QJsonObject& metadata)
{
    return pageAddress(metadata).has_value();
}
/// What a line says of itself, without a page it may not speak of.
QJsonObject withoutPage(QJsonObject metadata, const QByteArray& source);

/// Characters a platform takes in one message (facebook, zalo, instagram, tiktok, whatsapp, line; others as the
/// shortest of the usual, 1000).
int mostLetters(const QString& platform);
/// In pieces of at most `most` UTF-16 units, parted at line breaks or blanks where there are any near the end, and
/// never inside what is read as one character. No piece is blank.
QStringList inPieces(const QString& text, int most);

/// What these actions say to the customer, one text for each that says something: the text, and below it the choices
/// that a page cannot draw as buttons.
QStringList saidBy(const std::vector<Action>& actions);

}  // namespace tongdai
