#include "ui/common/words/cause_words.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <vector>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kCauseContext = "tongdai::CauseWords";
constexpr int kDeepest = 3;  // a cause names a cause names a cause

// Long sentences stand on several lines.
// NOLINTBEGIN(bugprone-suspicious-missing-comma)
constexpr const char* kCauses[] = {
    // Importing a history.
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "The file is empty"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "No rows were found in the file"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "Line %1 is no JSON object: %2"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "%1 has more than %2 MB; split it"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "No column is named for the %1"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "'%1' is no time zone; one is Asia/Ho_Chi_Minh"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "choose the file once more"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "another import is under way"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "somebody asked anew"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "the import was not found again"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "the file is not the one it was when the import was begun"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "this says of no file how it is to be read"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "an import is begun anew with another file"),
    // The settings.
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "These settings cannot be used:"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "environment"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "command line --%1"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "cannot be read: %1"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "is larger than %1 bytes; is this a settings file?"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "unknown setting '%1'"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "%1 must be a whole number from %2 to %3, not '%4'"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "%1 must be true or false, not '%2'"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "%1 must be one of %2, not '%3'"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "%1 must be like facebook: 80, ask_price; web: 60, not '%2'"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "%1 must have %2 to %3 characters"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords",
                      "%1 still holds a sample value; choose your own, or leave it out to have one made"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "%1 must not contain spaces"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "%1 must be an http:// or https:// address"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "%1 must not carry a name or password"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "%1: cannot read '%2'"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "%1: '%2' %3"),
    QT_TRANSLATE_NOOP(
        "tongdai::CauseWords",
        "belongs to another user and was not read; start the program in another folder, or remove the file"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "can be written by others and was not read; run: chmod go-w '%1'"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords",
                      "%1 leads to %2 without encryption, where everybody on the way can read along; use %3, or, on a "
                      "network of your own, name %2 in CLEARTEXT_HOSTS"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "API_HOST must be an IP address or localhost, not '%1'"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "TLS_CERTIFICATE_FILE and TLS_KEY_FILE belong together"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords",
                      "API_HOST %1 lets other computers in; that must be asked for with --allow-remote on the command "
                      "line"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords",
                      "API_HOST %1 lets other computers in; that needs TLS_CERTIFICATE_FILE and TLS_KEY_FILE"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "MYSQL_HOST and POSTGRES_HOST are both set; the history lives in one"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords",
                      "MYSQL_HOST %1 needs MYSQL_CA_FILE for TLS, or MYSQL_TLS=off on a network of your own"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "ADMIN_ACCESS_TOKEN and PANCAKE_ACCESS_TOKEN must differ"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "MCP_ACCESS_TOKEN must differ from the other tokens"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "REDIS_URL must be like redis://localhost:6379/0 or rediss://host:6379/0"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "REDIS_URL and REDIS_HOST are both set; one of them says where Redis is"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "REDIS_SENTINELS must be like host1:26379,host2:26379"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords",
                      "REDIS_SENTINELS and REDIS_HOST or REDIS_URL are both set; one of them says where Redis is"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "AI_MODEL_URL and AI_SERVICE_URL are both set; one of them answers"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "KIOTVIET_RETAILER needs KIOTVIET_CLIENT_ID and KIOTVIET_CLIENT_SECRET"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "NOBODY_CAME_TEXT must not be longer than %1 letters"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "'%1' in PANCAKE_PAGES must be like 1029 facebook Ao Xinh"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "PANCAKE_PAGES names %1 twice"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "PANCAKE_PAGES: %1 needs its token in PANCAKE_PAGE_TOKENS"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "PANCAKE_WEBHOOK_SECRETS: that of %1 must have at least %2 characters"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "%1: entry %2 must be like id=secret"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "%1 has an entry for %2, which PANCAKE_PAGES does not name"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "DISPUTE_MYSQL_HOST needs DISPUTE_MYSQL_DB"),
    QT_TRANSLATE_NOOP(
        "tongdai::CauseWords",
        "DISPUTE_MYSQL_HOST %1 needs DISPUTE_MYSQL_CA_FILE for TLS, or DISPUTE_MYSQL_TLS=off on a network of your own"),
    // Lines of a file.
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "the quote is not closed"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "text after the closing quote"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "expected KEY=value"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "'%1' is not a setting name"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "not readable as UTF-8 text"),
    // Addresses in lists.
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "carries a name or password; leave it out"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "goes on behind the host; leave that out"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "has a path; leave it out"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "is a pattern; list every origin by its full name"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "is a pattern; list every host by its full name"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "must begin with https:// or http://"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "is no origin of a web page, as https://shop.example is one"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "has no usable port"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "is no host name, as shop.example is one"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "is no address or range of addresses, as 10.0.0.2 and 10.0.0.0/8 are"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "must end with a number of bits from 1 to %1 behind its slash"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "means every computer there is; name the ones you run"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "has more set than its first %1 bits; write the range as it begins"),
    // The data folder and the file of secrets.
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "The data folder '%1' cannot be made."),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "The data folder '%1' cannot be written."),
    QT_TRANSLATE_NOOP(
        "tongdai::CauseWords",
        "Nothing can be written to the data folder '%1': its disk is full, or it may not be written. Make "
        "room there, and start again."),
    QT_TRANSLATE_NOOP("tongdai::CauseWords",
                      "Tongdai already runs on '%1' (process %2). Stop it, or give this one a folder of its own with "
                      "--data-dir."),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "%1 belongs to another user"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords",
                      "%1 can be read by others; make new tokens by deleting it, or run: chmod 600 '%1'"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords",
                      "a password with a line break, or with both kinds of quotes, cannot be kept"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "%1 cannot be written: %2"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords",
                      "The key store of this desktop no longer has the passwords and tokens that %1 names. Start "
                      "Tongdai in the session it was used in; only if that key store is lost for good, move the file "
                      "away and have new ones made"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords",
                      "The passwords and tokens of this shop lie in the key store of its desktop, and here is none. "
                      "Start Tongdai in that desktop; SECRETS_IN=file there brings them back into a file"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords",
                      "The key store of this desktop is locked, and the passwords and tokens of the shop lie in it. "
                      "Unlock it, and start Tongdai again"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords",
                      "The key store of this desktop does not let Tongdai in to the passwords and tokens of the shop"),
    QT_TRANSLATE_NOOP(
        "tongdai::CauseWords",
        "The key store of this desktop does not answer, and the passwords and tokens of the shop lie in it"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "The key store of this desktop: %1"),
    // Other words in place of a refused answer.
    QT_TRANSLATE_NOOP(
        "tongdai::CauseWords",
        "an earlier try may have reached the customer; send it again as it is, or drop it and write anew"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords",
                      "the platform did not refuse it; send it again as it is, or drop it and write anew"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords",
                      "this answer carries more than one text; send it again as it is, or drop it and write anew"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "the words you gave first are already sent; these were not sent"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "this answer has numbers that are hidden from you, and nobody edits dots"),
    // What the engine meets.
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "Cannot listen on %1 port %2: %3"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "The history cannot be opened: %1"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "could not connect to server: %1"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "connect: %1"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "Can't connect to server on '%1' (%2)"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "The bound address is already in use"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "The address is not available"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "The address is protected"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "Connection refused"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "Permission denied"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "No such file or directory"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "No space left on device"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "Read-only file system"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "database or disk is full"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "disk I/O error"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "the disk is full"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "does not answer"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "no answer for some seconds"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "no answer within %1 ms"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "no answer within %1 s"),
    // What other programs, and the way to them, answer.
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "no connection within %1 ms"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "the connection ended before the answer was complete"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "an answer larger than the limit"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "an answer head larger than the limit"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "not HTTP: %1"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "an unknown transfer encoding"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "a compressed answer nobody asked for"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "interim answers only"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "not a complete address"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "only http and https addresses are used"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "the client was closed"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "the engine stops"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "no answer"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "no answer in time"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "not sent"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "not started in time"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "no platform is set up"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "held back: the page's limit, %1 in a minute"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "held back: the platform's limit, %1 in a minute"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "page %1: Pancake does not accept its token (%2)"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "page %1: Pancake asks to wait"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "page %1 is not set up any more"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "the rest follows"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "not known whether it had arrived: %1"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "an answer that is none of Pancake's API"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "called too often"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "no such connection is named in the settings"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "KiotViet is not set up"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "the order is not complete"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "an order is made in its conversation"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "this is no telephone number"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "no shop system is set up"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "too many orders since"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "an order without a code"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "no code in the answer"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "no id in the answer"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "the customer was not found in time"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "too many tries in one conversation"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "call needs a person's yes: %1"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "call may have been made before: %1"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "call failed: %1: %2"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords",
                      "the name %1 leads to %2, where no service lies; name the address itself if it is meant"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "Connection timed out"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "Connection reset by peer"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "Connection reset"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "Network is unreachable"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "No route to host"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "Host not found"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "Host not found (authoritative)"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "Broken pipe"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "end of file"),
    // Stores.
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "%1 on %2: %3"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "it is not open"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "it is not open yet"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "it was closed"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "its queue is full"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "too many messages wait in it"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "there is no connection"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "out of memory"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "database is locked"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "attempt to write a readonly database"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "database disk image is malformed"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "server closed the connection unexpectedly"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "the database system is starting up"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "the database system is shutting down"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "sorry, too many clients already"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "Too many connections"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "password authentication failed for user \"%1\""),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "Access denied for user '%1'@'%2' (using password: %3)"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "Lost connection to server during query"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "Server has gone away"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "canceling statement due to statement timeout"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "cannot execute %1 in a read-only transaction"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "deadlock detected"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "the server does not offer TLS"),
    // Background work.
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "cancelled"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "the engine stopped every time this was in work"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "an export begins anew only where it was asked for"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "the engine stopped while this was in work"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "there is no such session"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "type must stay %1"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "chat_session_id names no session"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "chat_session_id must stay %1"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "client_message_id must be 1 to 128 bytes without spaces"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "sender_type must be customer, admin or bot"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "content is too long"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "content is empty"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "image: at most 10 addresses of http or https"),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "status must be \"true\" or \"false\""),
    QT_TRANSLATE_NOOP("tongdai::CauseWords", "time must be an ISO-8601 time"),
};
// NOLINTEND(bugprone-suspicious-missing-comma)

struct CausePattern {
    const char* source;
    QRegularExpression shape;
    std::vector<int> numbers;  ///< of the placeholder that each group of the shape catches
};

CausePattern patternOf(const char* source)
{
    static const QRegularExpression kPlaceholder(u"%(\\d)"_s);
    const QString text = QString::fromUtf8(source);
    CausePattern pattern{source, {}, {}};
    QString shape;
    qsizetype done = 0;
    for (auto places = kPlaceholder.globalMatch(text); places.hasNext();) {
        const QRegularExpressionMatch place = places.next();
        shape += QRegularExpression::escape(text.mid(done, place.capturedStart() - done)) + u"(.+?)"_s;
        pattern.numbers.push_back(place.captured(1).toInt());
        done = place.capturedEnd();
    }
    shape += QRegularExpression::escape(text.mid(done));
    // Servers differ in whether they begin with a capital.
    pattern.shape =
        QRegularExpression(QRegularExpression::anchoredPattern(shape), QRegularExpression::CaseInsensitiveOption);
    return pattern;
}

/// What says most comes first: "%1: '%2' %3" would catch much.
const std::vector<CausePattern>& causePatterns()
{
    static const std::vector<CausePattern> kPatterns = [] {
        std::vector<CausePattern> all;
        for (const char* source : kCauses)
            all.push_back(patternOf(source));
        std::ranges::stable_sort(all, std::greater(), [](const CausePattern& each) { return qstrlen(each.source); });
        return all;
    }();
    return kPatterns;
}

QString filledIn(const QString& words, const QHash<int, QString>& values)
{
    static const QRegularExpression kPlaceholder(u"%(\\d)"_s);
    QString all;
    qsizetype done = 0;
    for (auto places = kPlaceholder.globalMatch(words); places.hasNext();) {
        const QRegularExpressionMatch place = places.next();
        all += words.mid(done, place.capturedStart() - done) + values.value(place.captured(1).toInt());
        done = place.capturedEnd();
    }
    return all + words.mid(done);
}

/// The phrase itself where there are no words for it.
QString wordsOfPhrase(const QString& phrase, int depth)
{
    if (depth > kDeepest) return phrase;
    for (const CausePattern& pattern : causePatterns()) {
        const QRegularExpressionMatch match = pattern.shape.match(phrase);
        if (!match.hasMatch()) continue;
        QHash<int, QString> values;
        for (size_t i = 0; i < pattern.numbers.size(); ++i)
            values[pattern.numbers[i]] = wordsOfPhrase(match.captured(int(i) + 1), depth + 1);
        return filledIn(QCoreApplication::translate(kCauseContext, pattern.source), values);
    }
    // The place comes first, then what is wrong there.
    const qsizetype colon = phrase.indexOf(": "_L1);
    if (colon < 0) return phrase;
    return wordsOfPhrase(phrase.left(colon), kDeepest) + u": "_s + wordsOfPhrase(phrase.mid(colon + 2), depth);
}

}  // namespace

QString CauseWords::of(const QString& cause)
{
    QStringList lines = cause.split(u'\n');
    for (QString& line : lines) {
        qsizetype indent = 0;
        while (indent < line.size() && line.at(indent).isSpace())
            ++indent;
        line = line.left(indent) + wordsOfPhrase(line.mid(indent), 0);
    }
    return lines.join(u'\n');
}

QString CauseWords::ofFacebook(const QString& cause)
{
    static const QRegularExpression kNumber(u"\\(#(\\d{1,4})\\)"_s);
    static const QRegularExpression kOtherApp(
        u"another app|other app|handover|thread owner|thread control|ứng dụng khác"_s,
        QRegularExpression::CaseInsensitiveOption);
    const auto numbered = kNumber.match(cause);
    if (!numbered.hasMatch()) return {};
    const char* words = nullptr;
    switch (numbered.captured(1).toInt()) {
        case 10:
            words =
                kOtherApp.match(cause).hasMatch()
                    ? QT_TRANSLATE_NOOP("tongdai::CauseWords",
                                        "another app holds this conversation at Facebook; take it back there, then "
                                        "send again")
                    : QT_TRANSLATE_NOOP("tongdai::CauseWords",
                                        "Facebook takes no answer now: the customer's last message is too old; send "
                                        "again once they have written");
            break;
        case 551:
            words = QT_TRANSLATE_NOOP("tongdai::CauseWords",
                                      "the customer cannot be reached: they have blocked the page or left Messenger");
            break;
        case 190:
        case 200:
            words =
                QT_TRANSLATE_NOOP("tongdai::CauseWords",
                                  "the page is no longer connected with Facebook; connect it at Pancake again, then "
                                  "send again");
            break;
        case 4:
        case 32:
        case 613: words = QT_TRANSLATE_NOOP("tongdai::CauseWords", "Facebook was asked too often"); break;
        default: return {};
    }
    return QCoreApplication::translate(kCauseContext, words);
}

QString CauseWords::ofPlatform(const QString& cause)
{
    if (const QString known = ofFacebook(cause); !known.isEmpty()) return known;
    static const QRegularExpression kAnswered(u"^(?:status )?([1-5]\\d\\d)(?:: .*)?$"_s,
                                              QRegularExpression::DotMatchesEverythingOption);
    if (const auto answered = kAnswered.match(cause.trimmed()); answered.hasMatch())
        return ofStatus(answered.captured(1).toInt());
    const QString words = of(cause);
    const QString trimmed = cause.trimmed();
    const bool isKnown =
        words != cause || trimmed.isEmpty() || std::ranges::any_of(causePatterns(), [&](const CausePattern& each) {
            return each.shape.match(trimmed).hasMatch();
        });
    if (isKnown) return words;
    // In English its own words are read like ours.
    const char* const own = QT_TRANSLATE_NOOP("tongdai::CauseWords", "a reason in the platform's own words");
    const QString said = QCoreApplication::translate(kCauseContext, own);
    return said == QString::fromUtf8(own) ? cause : said;
}

QString CauseWords::ofStatus(int status)
{
    const char* words = QT_TRANSLATE_NOOP("tongdai::CauseWords", "the platform refused it (HTTP %1)");
    if (status == 401)
        words = QT_TRANSLATE_NOOP("tongdai::CauseWords", "the platform does not accept the shop's token (HTTP %1)");
    else if (status == 403)
        words = QT_TRANSLATE_NOOP("tongdai::CauseWords", "the platform does not allow this message (HTTP %1)");
    else if (status == 404 || status == 410)
        words = QT_TRANSLATE_NOOP("tongdai::CauseWords", "the platform does not know this conversation (HTTP %1)");
    else if (status == 413)
        words = QT_TRANSLATE_NOOP("tongdai::CauseWords", "the message is too long for the platform (HTTP %1)");
    else if (status == 429)
        words = QT_TRANSLATE_NOOP("tongdai::CauseWords", "the platform was asked too often (HTTP %1)");
    else if (status == 408 || status == 504)
        words = QT_TRANSLATE_NOOP("tongdai::CauseWords", "the platform took too long (HTTP %1)");
    else if (status >= 500)
        words = QT_TRANSLATE_NOOP("tongdai::CauseWords", "the platform has a fault of its own (HTTP %1)");
    return QCoreApplication::translate(kCauseContext, words).arg(status);
}

QStringList CauseWords::sources()
{
    QStringList all;
    for (const char* source : kCauses)
        all << QString::fromUtf8(source);
    return all;
}

}  // namespace tongdai
