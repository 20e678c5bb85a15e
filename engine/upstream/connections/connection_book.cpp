#include "engine/upstream/connections/connection_book.h"

#include "engine/contract/json/strict_json.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;

namespace {

const QStringList kKiotVietEndpoints{u"products"_s, u"productOnHands"_s, u"customers"_s,
                                     u"orders"_s,   u"invoices"_s,       u"branches"_s};

/// What programs need to run at all.
const QStringList kUsualVariables{u"PATH"_s, u"HOME"_s, u"LANG"_s, u"TZ"_s};

// Three calls of one answer and the platform fit into the row's lease (guarantees 2.6).
constexpr int kUsualTimeout = 5'000;
constexpr int kLongestTimeout = 10'000;

bool isOnThisComputer(const QString& host)
{
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

QStringList placesIn(const QString& path)
{
    static const QRegularExpression place(u"\\{([^{}]*)\\}"_s);
    QStringList names;
    for (auto it = place.globalMatch(path); it.hasNext();)
        names << it.next().captured(1);
    return names;
}

class ConnectionReader {
public:
    ConnectionReader(QByteArrayView text, const std::function<QByteArray(const QString&)>& variable)
        : m_variable(variable), m_parsed(contract::parseStrictObject(text, &m_lines))
    {
    }

    std::variant<std::vector<NamedConnection>, QStringList> read()
    {
        if (const auto* problem = std::get_if<contract::JsonProblem>(&m_parsed))
            return QStringList{u"line %1: %2"_s.arg(problem->line).arg(problem->what)};
        const auto& root = std::get<QJsonObject>(m_parsed);
        knownNames(root, QString(), {u"about"_s, u"version"_s, u"connections"_s, u"hooks"_s});
        if (root["version"_L1].toInt() != 1) complain(u"/version"_s, u"'version' must be 1"_s);
        // A file may name hooks alone (hook_book.h).
        const bool isNeeded = root.contains("connections"_L1) || !root.contains("hooks"_L1);
        if (isNeeded && !root["connections"_L1].isArray())
            complain(u"/connections"_s, u"a list of connections is wanted here"_s);
        const QJsonArray list = root["connections"_L1].toArray();
        for (qsizetype i = 0; i < list.size(); ++i)
            readOne(list[i].toObject(), u"/connections/%1"_s.arg(i));
        if (!m_mistakes.isEmpty()) return m_mistakes;
        return std::move(m_connections);
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
        knownNames(object, path,
                   {u"name"_s, u"kind"_s, u"method"_s, u"url"_s, u"path"_s, u"token_env"_s, u"parameters"_s, u"limit"_s,
                    u"timeout_ms"_s, u"confirm"_s, u"command"_s, u"env"_s, u"tools"_s});
        static const QRegularExpression plain(u"^[a-z][a-z0-9_]{0,39}$"_s);
        NamedConnection made;
        made.name = object["name"_L1].toString();
        if (!plain.match(made.name).hasMatch())
            complain(path + u"/name"_s, u"'name' must be small letters, digits and _, at most 40"_s);
        if (std::ranges::any_of(m_connections,
                                [&](const NamedConnection& one) { return one.limitName() == made.name; }))
            complain(path + u"/name"_s, u"the connection '%1' stands twice"_s.arg(made.name));
        const QJsonObject limit = object["limit"_L1].toObject();
        knownNames(limit, path + u"/limit"_s, {u"calls"_s, u"seconds"_s});
        made.calls = numberIn(limit, u"calls"_s, made.calls, 100'000, path + u"/limit"_s);
        made.window = std::chrono::seconds(numberIn(limit, u"seconds"_s, 60, 86'400, path + u"/limit"_s));
        made.timeout =
            std::chrono::milliseconds(numberIn(object, u"timeout_ms"_s, kUsualTimeout, kLongestTimeout, path));
        const QString kind = object["kind"_L1].toString(u"http"_s);
        if (kind == "mcp"_L1) return readMcp(std::move(made), object, path);
        for (const QString& name : {u"command"_s, u"env"_s, u"tools"_s}) {
            if (object.contains(name)) complain(path + u'/' + name, u"'%1' is for \"kind\": \"mcp\" alone"_s.arg(name));
        }
        made.method = object["method"_L1].toString(u"GET"_s).toLatin1();
        if (!QByteArrayList{"GET", "POST", "PUT", "DELETE"}.contains(made.method))
            complain(path + u"/method"_s, u"'method' must be GET, POST, PUT or DELETE"_s);
        if (kind == "kiotviet"_L1) {
            readKiotViet(made, object, path);
        } else if (kind == "http"_L1) {
            readAddress(made, object, path);
        } else {
            complain(path + u"/kind"_s, u"'kind' must be http, kiotviet or mcp"_s);
        }
        readConfirm(made, object, path);
        readParameters(made, object["parameters"_L1].toObject(), path + u"/parameters"_s);
        m_connections.push_back(std::move(made));
    }

    void readConfirm(NamedConnection& made, const QJsonObject& object, const QString& path)
    {
        made.needsPerson = object["confirm"_L1].toBool(!made.isQuestion());
        if (object.contains("confirm"_L1) && !object["confirm"_L1].isBool())
            complain(path + u"/confirm"_s, u"'confirm' must be true or false"_s);
    }

    /// A server, of whose tools those that are named may be called.
    void readMcp(NamedConnection made, const QJsonObject& object, const QString& path)
    {
        made.kind = NamedConnection::Kind::Mcp;
        made.server = made.name;
        for (const QString& name : {u"method"_s, u"path"_s, u"parameters"_s, u"confirm"_s}) {
            if (object.contains(name))
                complain(path + u'/' + name, u"of an MCP server '%1' stands with its tools, if anywhere"_s.arg(name));
        }
        if (object.contains("command"_L1) == object.contains("url"_L1))
            complain(path, u"an MCP server has either a 'url' or a 'command'"_s);
        if (object.contains("command"_L1)) {
            readCommand(made, object, path);
        } else {
            readAddress(made, object, path);
            if (!placesIn(made.path).isEmpty()) complain(path + u"/url"_s, u"an MCP server has one fixed address"_s);
            if (object.contains("env"_L1)) complain(path + u"/env"_s, u"'env' is for a 'command' alone"_s);
            made.path = QString::fromLatin1(QUrl::toPercentEncoding(made.path, "/%"));
        }
        const QJsonObject tools = object["tools"_L1].toObject();
        if (tools.isEmpty()) complain(path + u"/tools"_s, u"'tools' must name the tools that may be called"_s);
        for (auto it = tools.begin(); it != tools.end(); ++it)
            readTool(made, it.key(), it.value().toObject(), path + u"/tools/"_s + it.key());
    }

    void readTool(NamedConnection made, const QString& tool, const QJsonObject& object, const QString& path)
    {
        static const QRegularExpression plain(u"^[A-Za-z0-9_.-]{1,64}$"_s);
        knownNames(object, path, {u"parameters"_s, u"read_only"_s, u"confirm"_s});
        if (!plain.match(tool).hasMatch())
            complain(path, u"a tool's name is made of letters, digits, '_', '-' and '.', at most 64"_s);
        if (object.contains("read_only"_L1) && !object["read_only"_L1].isBool())
            complain(path + u"/read_only"_s, u"'read_only' must be true or false"_s);
        made.tool = tool;
        made.name = made.server + u'.' + tool;
        made.method = object["read_only"_L1].toBool() ? "GET" : "POST";
        readConfirm(made, object, path);
        readParameters(made, object["parameters"_L1].toObject(), path + u"/parameters"_s);
        m_connections.push_back(std::move(made));
    }

    /// The program is named by its whole path, so that nobody else's of the same name is started, and without a shell.
    void readCommand(NamedConnection& made, const QJsonObject& object, const QString& path)
    {
        for (const QJsonValue& word : object["command"_L1].toArray())
            made.command << word.toString();
        if (made.command.isEmpty() || !made.command.first().startsWith(u'/'))
            complain(path + u"/command"_s, u"'command' must be a list that begins with a program's whole path"_s);
        if (object.contains("token_env"_L1))
            complain(path + u"/token_env"_s, u"a program is given its token by 'env'"_s);
        for (const QString& name : kUsualVariables) {
            if (const QByteArray value = m_variable(name); !value.isEmpty())
                made.environment << name + u'=' + QString::fromLocal8Bit(value);
        }
        for (const QJsonValue& each : object["env"_L1].toArray()) {
            const QByteArray value = m_variable(each.toString());
            if (value.isEmpty())
                complain(path + u"/env"_s, u"the environment variable %1 holds nothing"_s.arg(each.toString()));
            made.environment << each.toString() + u'=' + QString::fromLocal8Bit(value);
        }
    }

    void readKiotViet(NamedConnection& made, const QJsonObject& object, const QString& path)
    {
        made.kind = NamedConnection::Kind::KiotViet;
        made.path = object["path"_L1].toString();
        if (!kKiotVietEndpoints.contains(made.path.section(u'/', 0, 0)))
            complain(path + u"/path"_s, u"'path' must begin with one of %1"_s.arg(kKiotVietEndpoints.join(u", "_s)));
        if (object.contains("url"_L1) || object.contains("token_env"_L1))
            complain(path, u"a connection to KiotViet has the address and the token of the settings"_s);
    }

    /// The host is fixed: places are allowed in the path alone.
    void readAddress(NamedConnection& made, const QJsonObject& object, const QString& path)
    {
        const QString text = object["url"_L1].toString();
        const qsizetype host = text.indexOf("://"_L1);
        qsizetype begin = host < 0 ? -1 : text.indexOf(u'/', host + 3);
        if (begin < 0) begin = text.size();
        made.origin = QUrl(text.left(begin), QUrl::StrictMode);
        made.path = begin < text.size() ? text.mid(begin) : u"/"_s;
        const QString scheme = made.origin.scheme();
        const bool isPlainHost = !made.origin.host().isEmpty() && made.origin.userInfo().isEmpty() &&
                                 !made.origin.hasQuery() && !made.origin.hasFragment();
        if (!made.origin.isValid() || !isPlainHost || (scheme != "https"_L1 && scheme != "http"_L1))
            return complain(path + u"/url"_s, u"'url' must be https://host/path; places stand in the path alone"_s);
        if (scheme == "http"_L1 && !isOnThisComputer(made.origin.host()))
            complain(path + u"/url"_s, u"without encryption everybody on the way can read along; use https://"_s);
        if (made.path.contains(u'?') || made.path.contains(u'#'))
            complain(path + u"/url"_s, u"a query is made of parameters with \"in\": \"query\""_s);
        if (object.contains("path"_L1)) complain(path + u"/path"_s, u"the path is part of 'url'"_s);
        const QString variable = object["token_env"_L1].toString();
        if (variable.isEmpty()) return;
        made.token = m_variable(variable);
        if (made.token.isEmpty())
            complain(path + u"/token_env"_s, u"the environment variable %1 holds no token"_s.arg(variable));
    }

    void readParameters(NamedConnection& made, const QJsonObject& parameters, const QString& path)
    {
        const QStringList places = placesIn(made.path);
        for (auto it = parameters.begin(); it != parameters.end(); ++it) {
            const QString place = path + u'/' + it.key();
            const QJsonObject object = it.value().toObject();
            knownNames(object, place, {u"type"_s, u"in"_s, u"required"_s, u"min"_s, u"max"_s, u"one_of"_s});
            CallParameter parameter;
            parameter.name = it.key();
            readType(parameter, object, place);
            readPlace(parameter, object, made, place);
            const bool isInPath = parameter.place == CallParameter::Place::Path;
            if (isInPath != places.contains(it.key()))
                complain(place, u"'%1' must stand in the path if and only if it is \"in\": \"path\""_s.arg(it.key()));
            parameter.isRequired = isInPath || object["required"_L1].toBool(true);
            made.parameters.push_back(std::move(parameter));
        }
        for (const QString& name : places) {
            if (!parameters.contains(name)) complain(path, u"'{%1}' of the path is no parameter"_s.arg(name));
        }
    }

    void readType(CallParameter& parameter, const QJsonObject& object, const QString& path)
    {
        static const QStringList types{u"text"_s, u"integer"_s, u"number"_s, u"boolean"_s};
        const auto type = types.indexOf(object["type"_L1].toString());
        if (type < 0) return complain(path + u"/type"_s, u"'type' must be one of %1"_s.arg(types.join(u", "_s)));
        parameter.type = CallParameter::Type(type);
        if (object.contains("min"_L1)) parameter.least = object["min"_L1].toDouble();
        parameter.isBounded = object.contains("max"_L1);
        parameter.most = object["max"_L1].toDouble(parameter.most);
        for (const QJsonValue& value : object["one_of"_L1].toArray())
            parameter.oneOf << value.toString();
    }

    void readPlace(CallParameter& parameter, const QJsonObject& object, const NamedConnection& of, const QString& path)
    {
        static const QStringList places{u"path"_s, u"query"_s, u"body"_s};
        if (of.kind == NamedConnection::Kind::Mcp) {
            if (object.contains("in"_L1)) complain(path + u"/in"_s, u"a tool's arguments have one place"_s);
            parameter.place = CallParameter::Place::Body;
            return;
        }
        const QByteArray& method = of.method;
        const bool hasBody = method == "POST" || method == "PUT";
        const auto place = places.indexOf(object["in"_L1].toString(hasBody ? u"body"_s : u"query"_s));
        if (place < 0) return complain(path + u"/in"_s, u"'in' must be one of %1"_s.arg(places.join(u", "_s)));
        parameter.place = CallParameter::Place(place);
        if (parameter.place == CallParameter::Place::Body && !hasBody)
            complain(path + u"/in"_s, u"a %1 has no body"_s.arg(QString::fromLatin1(method)));
    }

    std::function<QByteArray(const QString&)> m_variable;
    contract::JsonLines m_lines;
    std::variant<QJsonObject, contract::JsonProblem> m_parsed;
    std::vector<NamedConnection> m_connections;
    QStringList m_mistakes;
};

/// What is wrong with a value; empty: nothing.
QString problemOf(const CallParameter& parameter, const QJsonValue& value)
{
    using Type = CallParameter::Type;
    switch (parameter.type) {
        case Type::Text:
            if (!value.isString()) return u"must be a text"_s;
            if (value.toString().isEmpty() && parameter.isRequired) return u"must not be empty"_s;
            if (double(value.toString().size()) > parameter.most) return u"is too long"_s;
            break;
        case Type::Integer:
        case Type::Number:
            if (!value.isDouble() || !std::isfinite(value.toDouble())) return u"must be a number"_s;
            if (parameter.type == Type::Integer && value.toDouble() != std::floor(value.toDouble()))
                return u"must be a whole number"_s;
            if (parameter.least && value.toDouble() < *parameter.least) return u"is too small"_s;
            if (parameter.isBounded && value.toDouble() > parameter.most) return u"is too large"_s;
            break;
        case Type::Boolean:
            if (!value.isBool()) return u"must be true or false"_s;
            break;
    }
    const bool isAmong = parameter.oneOf.isEmpty() || parameter.oneOf.contains(value.toVariant().toString());
    if (!isAmong) return u"must be one of %1"_s.arg(parameter.oneOf.join(u", "_s));
    return {};
}

QString textOfValue(const QJsonValue& value)
{
    if (value.isDouble() && value.toDouble() == std::floor(value.toDouble()) && std::abs(value.toDouble()) < 1e15)
        return QString::number(qint64(value.toDouble()));
    return value.toVariant().toString();
}

}  // namespace

std::variant<std::vector<NamedConnection>, QStringList> readConnections(
    QByteArrayView text, const std::function<QByteArray(const QString&)>& variable)
{
    return ConnectionReader(text, variable).read();
}

std::variant<PreparedCall, QString> prepareCall(const NamedConnection& connection, const QJsonObject& arguments)
{
    PreparedCall call;
    QString path = connection.path;
    for (const QString& name : arguments.keys()) {
        const auto isKnown = [&name](const CallParameter& one) { return one.name == name; };
        if (std::ranges::none_of(connection.parameters, isKnown))
            return u"'%1' is no parameter of it"_s.arg(name.left(64));
    }
    for (const CallParameter& parameter : connection.parameters) {
        const QJsonValue value = arguments.value(parameter.name);
        if (value.isUndefined() || value.isNull()) {
            if (parameter.isRequired) return u"'%1' is missing"_s.arg(parameter.name);
            continue;
        }
        if (const QString problem = problemOf(parameter, value); !problem.isEmpty())
            return u"'%1' %2"_s.arg(parameter.name, problem);
        const QString said = textOfValue(value);
        switch (parameter.place) {
            case CallParameter::Place::Body: call.body.insert(parameter.name, value); break;
            case CallParameter::Place::Query: call.query.append({parameter.name.toUtf8(), said.toUtf8()}); break;
            case CallParameter::Place::Path:
                // A dot or two would lead to another path.
                if (said == "."_L1 || said == ".."_L1) return u"'%1' is no name"_s.arg(parameter.name);
                path.replace(u'{' + parameter.name + u'}', QString::fromLatin1(QUrl::toPercentEncoding(said)));
                break;
        }
    }
    call.path = path.toLatin1();
    return call;
}

}  // namespace tongdai::upstream
