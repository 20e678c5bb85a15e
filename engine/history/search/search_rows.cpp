#include "engine/history/search/search_rows.h"

#include "engine/domain/text/fold_text.h"
#include "engine/domain/text/search_words.h"

#include <QCryptographicHash>

namespace tongdai::search_rows {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kPlacesOfMillisecond = 4096;

// Names from outside hold any sign; a hash is one word in every store. Nobody gains anything by making two alike.
QString hashed(const QByteArray& name)
{
    return QString::fromLatin1(QCryptographicHash::hash(name, QCryptographicHash::Sha256).first(8).toHex());
}

}  // namespace

const SqlInsert kInsert{u"message_search"_s,
                        {{u"ord"_s, SqlType::Integer}, {u"message"_s, SqlType::Uuid}, {u"words"_s, SqlType::Text}}};

bool isSearchable(const rows::MessageRow& line)
{
    return line.sent && line.shown.speaker != Speaker::System && !line.shown.body.isEmpty();
}

SqlParams values(const rows::MessageRow& line, const QString& channel, quint32 number)
{
    QStringList words = searchWordsOf(line.shown.body);
    words << roleWord(line.shown.speaker) << channelWord(channel) << conversationWord(line.shown.conversation);
    if (!line.shown.sender.isEmpty()) words << personWord(line.shown.sender);
    for (QString& word : words)
        word = stored(word);
    const qint64 ord = firstOrd(line.shown.receivedAt) + qint64(number % kPlacesOfMillisecond);
    return {ord, line.uuid, words.join(u' ')};
}

qint64 firstOrd(TimePoint at)
{
    return qint64(at.time_since_epoch().count()) * kPlacesOfMillisecond;
}

QString roleWord(Speaker speaker)
{
    return u"_r"_s + QString::number(int(speaker));
}

QString channelWord(const QString& channel)
{
    return u"_c"_s + hashed(foldText(channel).toUtf8());
}

QString personWord(const SenderId& person)
{
    return u"_p"_s + hashed(person.bytes());
}

QString conversationWord(const ConversationId& conversation)
{
    return u"_v"_s + hashed(conversation.bytes());
}

QString stored(const QString& word)
{
    return u"__"_s + word;
}

}  // namespace tongdai::search_rows
