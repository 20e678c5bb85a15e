#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <functional>
#include <optional>
#include <variant>
#include <vector>

namespace tongdai::upstream {

/// One argument of a named call.
struct CallParameter {
    enum class Type : quint8 { Text, Integer, Number, Boolean };
    enum class Place : quint8 { Path, Query, Body };
    QString name;
    Type type = Type::Text;
    Place place = Place::Body;
    bool isRequired = true;
    std::optional<double> least;  ///< of numbers
    double most = 200;            ///< length of a text; of numbers the largest, where isBounded
    bool isBounded = false;
    QStringList oneOf;  ///< empty: any
};

/// A service that may be called by its name (contracts/connections §1). Method, address and parameters are fixed; an
/// answer chooses the values alone. Of an MCP server each tool that may be called is one, named "server.tool". A value.
struct NamedConnection {
    enum class Kind : quint8 { Http, KiotViet, Mcp };
    QString name;
    Kind kind = Kind::Http;
    QByteArray method = "GET";  ///< of Mcp: GET, where the tool is said to change nothing; else POST
    QUrl origin;                ///< of Http and Mcp: scheme, host and port
    QString path;               ///< with {parameters}; of KiotViet "orders" or "orders/{id}"
    QString server;             ///< of Mcp: the connection's name, whose limit its tools share
    QString tool;               ///< of Mcp: as the server calls it
    QStringList command;        ///< of Mcp, where the server is a program: its path and its arguments
    QStringList environment;    ///< of such a program, as NAME=value
    QByteArray token;
    std::vector<CallParameter> parameters;
    int calls = 10;  ///< in any `window`, all engines together
    std::chrono::seconds window{60};
    std::chrono::milliseconds timeout{5'000};
    bool needsPerson = true;

    bool isQuestion() const { return method == "GET"; }
    /// What its limit counts.
    const QString& limitName() const { return server.isEmpty() ? name : server; }
};

/// Path with its values filled in, encoded, and what goes beside it.
struct PreparedCall {
    QByteArray path;
    QList<std::pair<QByteArray, QByteArray>> query;
    QJsonObject body;
};

/// Reads and checks connections.json; every mistake as "line 12: …". `variable`: value of an environment variable, for
/// tokens, which do not stand in the file. Pure.
std::variant<std::vector<NamedConnection>, QStringList> readConnections(
    QByteArrayView text, const std::function<QByteArray(const QString&)>& variable);

/// The call with these arguments, or why it may not be made. Untrusted input; pure.
std::variant<PreparedCall, QString> prepareCall(const NamedConnection& connection, const QJsonObject& arguments);

}  // namespace tongdai::upstream
