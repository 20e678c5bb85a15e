#include "engine/upstream/connections/connection_book.h"

#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;

namespace {

QByteArray tokenOf(const QString& variable)
{
    return variable == "ORDERS_TOKEN"_L1 ? "t0ken" : "";
}

QJsonObject parameterOf(const QString& type, const QString& in = {})
{
    QJsonObject made{{u"type"_s, type}};
    if (!in.isEmpty()) made.insert("in"_L1, in);
    return made;
}

QJsonObject refund()
{
    QJsonObject amount = parameterOf(u"integer"_s);
    amount.insert("min"_L1, 1);
    amount.insert("max"_L1, 500'000);
    QJsonObject why = parameterOf(u"text"_s);
    why.insert("one_of"_L1, QJsonArray{u"broken"_s, u"late"_s});
    why.insert("required"_L1, false);
    return {{u"name"_s, u"refund"_s},
            {u"method"_s, u"POST"_s},
            {u"url"_s, u"https://orders.shop.vn/api/{code}/refund"_s},
            {u"token_env"_s, u"ORDERS_TOKEN"_s},
            {u"parameters"_s,
             QJsonObject{{u"code"_s, parameterOf(u"text"_s, u"path"_s)}, {u"amount"_s, amount}, {u"why"_s, why}}},
            {u"limit"_s, QJsonObject{{u"calls"_s, 5}, {u"seconds"_s, 3600}}},
            {u"timeout_ms"_s, 4000}};
}

QJsonObject parcels()
{
    const QJsonObject code{{u"code"_s, parameterOf(u"text"_s)}};
    return {{u"name"_s, u"parcels"_s},
            {u"kind"_s, u"mcp"_s},
            {u"url"_s, u"https://parcels.vn/mcp"_s},
            {u"token_env"_s, u"ORDERS_TOKEN"_s},
            {u"tools"_s, QJsonObject{{u"track"_s, QJsonObject{{u"parameters"_s, code}, {u"read_only"_s, true}}},
                                     {u"cancel-all"_s, QJsonObject()}}},
            {u"limit"_s, QJsonObject{{u"calls"_s, 7}}}};
}

QByteArray bookWith(const QJsonObject& connection)
{
    return QJsonDocument(QJsonObject{{u"version"_s, 1}, {u"connections"_s, QJsonArray{connection}}}).toJson();
}

std::variant<std::vector<NamedConnection>, QStringList> readBook(const QJsonObject& connection)
{
    return readConnections(bookWith(connection), tokenOf);
}

}  // namespace

/// connections.json and what may be asked by it (contracts/connections §1).
class ConnectionBookTest : public QObject {
    Q_OBJECT

private slots:
    void readsEverythingOfAConnection()
    {
        const auto read = readBook(refund());
        const auto& all = std::get<std::vector<NamedConnection>>(read);
        QCOMPARE(all.size(), 1u);
        QCOMPARE(all[0].origin, QUrl(u"https://orders.shop.vn"_s));
        QCOMPARE(all[0].path, u"/api/{code}/refund"_s);
        QCOMPARE(all[0].token, "t0ken"_ba);
        QCOMPARE(all[0].calls, 5);
        QCOMPARE(all[0].window, std::chrono::seconds(3600));
        QCOMPARE(all[0].timeout, std::chrono::milliseconds(4000));
        QVERIFY(all[0].needsPerson);  // what changes something waits for a yes, unless it is said otherwise
        QJsonObject question = refund();
        question.insert("method"_L1, u"GET"_s);
        question.insert("parameters"_L1, QJsonObject{{u"code"_s, parameterOf(u"text"_s, u"path"_s)}});
        QVERIFY(!std::get<0>(readBook(question))[0].needsPerson);
    }

    void tellsMistakes_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("wanted");
        const auto row = [](const char* tag, const QString& name, const QJsonValue& value, const QString& wanted) {
            QTest::newRow(tag) << name << value << wanted;
        };
        row("a name with blanks", u"name"_s, u"Hoàn tiền"_s, u"small letters"_s);
        row("a method", u"method"_s, u"TRACE"_s, u"'method' must be"_s);
        row("clear text", u"url"_s, u"http://orders.shop.vn/{code}"_s, u"https://"_s);
        row("a place in the host", u"url"_s, u"https://{code}.shop.vn/x"_s, u"path alone"_s);
        row("a user in the host", u"url"_s, u"https://a:b@shop.vn/{code}"_s, u"path alone"_s);
        row("a query", u"url"_s, u"https://shop.vn/{code}?a=1"_s, u"query"_s);
        row("a place without parameter", u"url"_s, u"https://shop.vn/{code}/{other}"_s, u"{other}"_s);
        row("a parameter without place", u"url"_s, u"https://shop.vn/x"_s, u"if and only if"_s);
        row("no token", u"token_env"_s, u"NOTHING"_s, u"holds no token"_s);
        row("too slow", u"timeout_ms"_s, 90'000, u"from 1 to 10000"_s);
        row("confirm", u"confirm"_s, u"no"_s, u"true or false"_s);
        row("misspelt", u"limits"_s, 1, u"unknown name 'limits'"_s);
        row("a type", u"parameters"_s, QJsonObject{{u"code"_s, parameterOf(u"date"_s, u"path"_s)}},
            u"'type' must be"_s);
        row("another kind", u"kind"_s, u"ftp"_s, u"http, kiotviet or mcp"_s);
        row("KiotViet elsewhere", u"kind"_s, u"kiotviet"_s, u"must begin with one of"_s);
    }
    void tellsMistakes()
    {
        QFETCH(QString, name);
        QFETCH(QJsonValue, value);
        QFETCH(QString, wanted);
        QJsonObject connection = refund();
        connection.insert(name, value);
        const auto read = readBook(connection);
        QVERIFY(std::holds_alternative<QStringList>(read));
        const QString mistakes = std::get<QStringList>(read).join(u'\n');
        QVERIFY2(mistakes.contains(wanted), qPrintable(mistakes));
        QVERIFY(mistakes.startsWith("line "_L1));
    }

    void ofAServerEachToolIsOne()
    {
        const std::vector<NamedConnection> all = std::get<0>(readBook(parcels()));
        QCOMPARE(all.size(), 2u);
        QCOMPARE(all[0].name, u"parcels.cancel-all"_s);
        QCOMPARE(all[0].tool, u"cancel-all"_s);
        QVERIFY(all[0].needsPerson);
        QVERIFY(!all[0].isQuestion());
        QCOMPARE(all[1].name, u"parcels.track"_s);
        QVERIFY(!all[1].needsPerson);
        QVERIFY(all[1].isQuestion());
        for (const NamedConnection& one : all) {
            QCOMPARE(one.kind, NamedConnection::Kind::Mcp);
            QCOMPARE(one.limitName(), u"parcels"_s);
            QCOMPARE(one.path, u"/mcp"_s);
            QCOMPARE(one.token, "t0ken"_ba);
            QCOMPARE(one.calls, 7);
        }
        const auto call = prepareCall(all[1], {{u"code"_s, u"GHN1"_s}});
        QCOMPARE(std::get<PreparedCall>(call).body, (QJsonObject{{u"code"_s, u"GHN1"_s}}));
        QVERIFY(std::holds_alternative<QString>(prepareCall(all[1], {{u"code"_s, 1}})));
    }

    void mistakesAboutServersAreTold_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("wanted");
        const auto row = [](const char* tag, const QString& name, const QJsonValue& value, const QString& wanted) {
            QTest::newRow(tag) << name << value << wanted;
        };
        row("no tools", u"tools"_s, QJsonObject(), u"must name the tools"_s);
        row("tools as a list", u"tools"_s, QJsonArray{u"track"_s}, u"must name the tools"_s);
        row("a tool's name", u"tools"_s, QJsonObject{{u"tra cứu"_s, QJsonObject()}}, u"a tool's name"_s);
        row("misspelt", u"tools"_s, QJsonObject{{u"a"_s, QJsonObject{{u"readonly"_s, true}}}}, u"'readonly'"_s);
        row("read_only", u"tools"_s, QJsonObject{{u"a"_s, QJsonObject{{u"read_only"_s, u"yes"_s}}}},
            u"true or false"_s);
        row("a place", u"tools"_s,
            QJsonObject{
                {u"a"_s, QJsonObject{{u"parameters"_s, QJsonObject{{u"b"_s, parameterOf(u"text"_s, u"query"_s)}}}}}},
            u"one place"_s);
        row("a method", u"method"_s, u"GET"_s, u"stands with its tools"_s);
        row("confirm of all", u"confirm"_s, false, u"stands with its tools"_s);
        row("two ways", u"command"_s, QJsonArray{u"/bin/true"_s}, u"either"_s);
        row("neither", u"url"_s, QJsonValue(QJsonValue::Undefined), u"either"_s);
        row("clear text", u"url"_s, u"http://parcels.vn/mcp"_s, u"https://"_s);
        row("a place in the address", u"url"_s, u"https://parcels.vn/{a}"_s, u"one fixed address"_s);
        row("variables of no program", u"env"_s, QJsonArray{u"ORDERS_TOKEN"_s}, u"'command' alone"_s);
    }
    void mistakesAboutServersAreTold()
    {
        QFETCH(QString, name);
        QFETCH(QJsonValue, value);
        QFETCH(QString, wanted);
        QJsonObject connection = parcels();
        connection.insert(name, value);
        const auto read = readBook(connection);
        QVERIFY(std::holds_alternative<QStringList>(read));
        const QString mistakes = std::get<QStringList>(read).join(u'\n');
        QVERIFY2(mistakes.contains(wanted), qPrintable(mistakes));
    }

    void aProgramIsNamedByItsWholePath()
    {
        QJsonObject connection = parcels();
        for (const QString& name : {u"url"_s, u"token_env"_s})
            connection.remove(name);
        connection.insert("command"_L1, QJsonArray{u"/usr/bin/node"_s, u"a b.mjs"_s});
        connection.insert("env"_L1, QJsonArray{u"ORDERS_TOKEN"_s});
        const NamedConnection read = std::get<0>(readBook(connection))[0];
        QCOMPARE(read.command, (QStringList{u"/usr/bin/node"_s, u"a b.mjs"_s}));
        QVERIFY(read.environment.contains(u"ORDERS_TOKEN=t0ken"_s));
        for (const QJsonValue& wrong : {QJsonValue(QJsonArray{u"node"_s}), QJsonValue(u"/usr/bin/node x"_s)}) {
            connection.insert("command"_L1, wrong);
            const QStringList mistakes = std::get<QStringList>(readBook(connection));
            QVERIFY2(mistakes.join(u'\n').contains("whole path"_L1), qPrintable(mistakes.join(u'\n')));
        }
        connection.insert("command"_L1, QJsonArray{u"/usr/bin/node"_s});
        connection.insert("env"_L1, QJsonArray{u"NOTHING"_s});
        QVERIFY(std::get<QStringList>(readBook(connection)).join(u'\n').contains("NOTHING"_L1));
    }

    void argumentsGoWhereTheyBelong()
    {
        const NamedConnection connection = std::get<0>(readBook(refund()))[0];
        const auto call = prepareCall(connection, {{u"code"_s, u"DH 1/../2?x=ạ"_s}, {u"amount"_s, 20'000}});
        const auto& prepared = std::get<PreparedCall>(call);
        QCOMPARE(prepared.path, "/api/DH%201%2F..%2F2%3Fx%3D%E1%BA%A1/refund"_ba);
        QCOMPARE(prepared.body, (QJsonObject{{u"amount"_s, 20'000}}));
    }

    void wrongArgumentsAreRefused_data()
    {
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<QString>("wanted");
        const auto row = [](const char* tag, const QString& name, const QJsonValue& value, const QString& wanted) {
            QJsonObject arguments{{u"code"_s, u"DH1"_s}, {u"amount"_s, 100}};
            arguments.insert(name, value);
            QTest::newRow(tag) << arguments << wanted;
        };
        row("unknown", u"url"_s, u"http://10.0.0.1"_s, u"no parameter"_s);
        row("missing", u"code"_s, QJsonValue(), u"missing"_s);
        row("empty", u"code"_s, QString(), u"empty"_s);
        row("another path", u"code"_s, u".."_s, u"no name"_s);
        row("too long", u"code"_s, QString(201, u'x'), u"too long"_s);
        row("a text for a number", u"amount"_s, u"100"_s, u"a number"_s);
        row("half", u"amount"_s, 0.5, u"whole"_s);
        row("too small", u"amount"_s, 0, u"too small"_s);
        row("too large", u"amount"_s, 500'001, u"too large"_s);
        row("not among", u"why"_s, u"because"_s, u"one of"_s);
        row("an object", u"code"_s, QJsonObject{{u"a"_s, 1}}, u"a text"_s);
    }
    void wrongArgumentsAreRefused()
    {
        QFETCH(QJsonObject, arguments);
        QFETCH(QString, wanted);
        const auto call = prepareCall(std::get<0>(readBook(refund()))[0], arguments);
        QVERIFY(std::holds_alternative<QString>(call));
        QVERIFY2(std::get<QString>(call).contains(wanted), qPrintable(std::get<QString>(call)));
    }
};

TONGDAI_TEST(ConnectionBookTest)

}  // namespace tongdai::upstream

#include "connection_book_test.moc"
