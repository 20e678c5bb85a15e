#include "engine/upstream/connections/hook_book.h"

#include "engine/contract/json/hooks/hook_post.h"
#include "engine/contract/json/strict_json.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostHooks = 20;
constexpr qsizetype kShortestSecret = 16;  // bytes
// A call and the wait before it fit into a task's lease (guarantees 2.7).
constexpr int kLongestHookTimeout = 10'000;

class HookReader {
public:
    HookReader(QByteArrayView text, const std::function<QByteArray(const QString&)>& variable)
        : m_variable(variable), m_parsed(contract::parseStrictObject(text, &m_lines))
    {
    }

    std::variant<std::vector<HookTarget>, QStringList> read()
    {
        if (const auto* problem = std::get_if<contract::JsonProblem>(&m_parsed))
            return QStringList{u"line %1: %2"_s.arg(problem->line).arg(problem->what)};
        const QJsonValue hooks = std::get<QJsonObject>(m_parsed).value("hooks"_L1);
        if (!hooks.isUndefined() && !hooks.isArray()) complain(u"/hooks"_s, u"a list of hooks is wanted here"_s);
        const QJsonArray list = hooks.toArray();
        if (list.size() > kMostHooks) complain(u"/hooks"_s, u"at most %1 hooks are used"_s.arg(kMostHooks));
        for (qsizetype i = 0; i < list.size(); ++i)
            readOne(list[i].toObject(), u"/hooks/%1"_s.arg(i));
        if (!m_mistakes.isEmpty()) return m_mistakes;
        return std::move(m_hooks);
    }

private:
    void complain(const QString& path, const QString& what)
    {
        QString known = path;
        while (!m_lines.contains(known) && !known.isEmpty())
            known = known.left(known.lastIndexOf(u'/'));
        m_mistakes << u"line %1: %2"_s.arg(m_lines.value(known, 1)).arg(what);
    }

    void knownNames(const QJsonObject& object, const QString& path, const QStringList& names)
    {
        for (const QString& name : object.keys()) {
            if (!names.contains(name))
                complain(path + u'/' + name, u"unknown name '%1'; known are %2"_s.arg(name, names.join(u", "_s)));
        }
    }

    int numberIn(const QJsonObject& object, const QString& name, int usual, int most, const QString& path)
    {
        const QJsonValue value = object.value(name);
        if (value.isUndefined()) return usual;
        const int number = value.toInt(0);
        if (number < 1 || number > most)
            complain(path + u'/' + name, u"'%1' must be a number from 1 to %2"_s.arg(name).arg(most));
        return number;
    }

    void readOne(const QJsonObject& object, const QString& path)
    {
        knownNames(
            object, path,
            {u"name"_s, u"url"_s, u"secret_env"_s, u"events"_s, u"text"_s, u"attempts"_s, u"limit"_s, u"timeout_ms"_s});
        static const QRegularExpression plain(u"^[a-z][a-z0-9_]{0,39}$"_s);
        HookTarget made;
        OutgoingHook& hook = made.hook;
        hook.name = object["name"_L1].toString();
        if (!plain.match(hook.name).hasMatch())
            complain(path + u"/name"_s, u"'name' must be small letters, digits and _, at most 40"_s);
        if (std::ranges::any_of(m_hooks, [&](const HookTarget& one) { return one.hook.name == hook.name; }))
            complain(path + u"/name"_s, u"the hook '%1' stands twice"_s.arg(hook.name));
        readAddress(made, object, path);
        readEvents(hook, object, path);
        hook.wantsText = object["text"_L1].toBool();
        if (object.contains("text"_L1) && !object["text"_L1].isBool())
            complain(path + u"/text"_s, u"'text' must be true or false"_s);
        hook.attempts = numberIn(object, u"attempts"_s, hook.attempts, 20, path);
        const QJsonObject limit = object["limit"_L1].toObject();
        knownNames(limit, path + u"/limit"_s, {u"calls"_s, u"seconds"_s});
        hook.calls = numberIn(limit, u"calls"_s, hook.calls, 100'000, path + u"/limit"_s);
        hook.window = std::chrono::seconds(numberIn(limit, u"seconds"_s, 60, 86'400, path + u"/limit"_s));
        made.timeout = std::chrono::milliseconds(
            numberIn(object, u"timeout_ms"_s, int(made.timeout.count()), kLongestHookTimeout, path));
        const QString variable = object["secret_env"_L1].toString();
        made.secret = variable.isEmpty() ? QByteArray() : m_variable(variable);
        if (made.secret.size() < kShortestSecret)
            complain(path + u"/secret_env"_s,
                     u"'secret_env' must name an environment variable with a secret of at least %1 characters"_s.arg(
                         kShortestSecret));
        m_hooks.push_back(std::move(made));
    }

    void readEvents(OutgoingHook& hook, const QJsonObject& object, const QString& path)
    {
        const QJsonArray events = object["events"_L1].toArray();
        for (const QJsonValue& event : events)
            hook.events << event.toString();
        const bool isKnown = std::ranges::all_of(
            hook.events, [](const QString& event) { return contract::hookEventKinds().contains(event); });
        if (hook.events.isEmpty() || !isKnown)
            complain(path + u"/events"_s,
                     u"'events' must be a list of some of %1"_s.arg(contract::hookEventKinds().join(u", "_s)));
        hook.events.removeDuplicates();
    }

    void readAddress(HookTarget& made, const QJsonObject& object, const QString& path)
    {
        const QUrl url(object["url"_L1].toString(), QUrl::StrictMode);
        const bool isPlain = url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty() && !url.hasFragment();
        if (!isPlain || (url.scheme() != "https"_L1 && url.scheme() != "http"_L1))
            return complain(path + u"/url"_s, u"'url' must be https://host/path"_s);
        const bool isHere = url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback();
        if (url.scheme() == "http"_L1 && !isHere)
            complain(path + u"/url"_s, u"without encryption everybody on the way can read along; use https://"_s);
        made.origin.setScheme(url.scheme());
        made.origin.setHost(url.host());
        made.origin.setPort(url.port());
        made.path = url.path(QUrl::FullyEncoded).toLatin1();
        if (made.path.isEmpty()) made.path = "/";
        if (url.hasQuery()) made.path += '?' + url.query(QUrl::FullyEncoded).toLatin1();
        // A query may hold what opens the other side's door.
        made.hook.address = url.toString(QUrl::RemoveQuery);
    }

    std::function<QByteArray(const QString&)> m_variable;
    contract::JsonLines m_lines;
    std::variant<QJsonObject, contract::JsonProblem> m_parsed;
    std::vector<HookTarget> m_hooks;
    QStringList m_mistakes;
};

}  // namespace

std::variant<std::vector<HookTarget>, QStringList> readHooks(QByteArrayView text,
                                                             const std::function<QByteArray(const QString&)>& variable)
{
    return HookReader(text, variable).read();
}

}  // namespace tongdai::upstream
