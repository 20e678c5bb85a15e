#include "engine/contract/json/strict_json.h"

#include "tests/support/test_registry.h"

namespace tongdai::contract {

using namespace Qt::StringLiterals;

class StrictJsonTest : public QObject {
    Q_OBJECT
private slots:
    void readsWhatEverybodyReadsAlike()
    {
        const auto result = parseStrictObject("{\"a\":[1,{\"a\":\"\\ud83d\\ude00 \\\"x\\\"\"}],\"b\":null}");
        QVERIFY(std::holds_alternative<QJsonObject>(result));
        const QJsonObject object = std::get<QJsonObject>(result);
        QCOMPARE(object["a"_L1].toArray().at(1).toObject()["a"_L1].toString(), u"😀 \"x\""_s);
    }
    /// F62
    void refusesWhatReceiversReadDifferently_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("line");
        QTest::newRow("name twice") << "{\"a\":1,\n\"a\":2}"_ba << u"twice"_s << 2;
        QTest::newRow("name twice, once escaped") << "{\"a\":1,\"\\u0061\":2}"_ba << u"twice"_s << 1;
        QTest::newRow("NUL") << "{\"a\":\"x\\u0000\"}"_ba << u"NUL"_s << 1;
        QTest::newRow("high half alone") << "{\"a\":\"\\ud83d\"}"_ba << u"surrogate"_s << 1;
        QTest::newRow("low half alone") << "{\"a\":\"\\ude00\"}"_ba << u"surrogate"_s << 1;
        QTest::newRow("high half before a letter") << "{\"a\":\"\\ud83d\\u0041\"}"_ba << u"surrogate"_s << 1;
        QTest::newRow("deep") << "{\"a\":"_ba + QByteArray(10'000, '[') << u"deeper"_s << 1;
        QTest::newRow("cut") << "{\"a\":1,\n\"b\":"_ba << QString() << 2;
        QTest::newRow("page of HTML") << "<html>"_ba << QString() << 1;
        QTest::newRow("array") << "[1]"_ba << u"object"_s << 1;
        QTest::newRow("invalid UTF-8") << "{\"a\":\"\xc3\x28\"}"_ba << QString() << 1;
        QTest::newRow("two values") << "{} {}"_ba << QString() << 1;
        QTest::newRow("empty") << ""_ba << QString() << 1;
        for (const char* value : {"01",
                                  "+1",
                                  "1e",
                                  "1e+",
                                  "0x10",
                                  "-",
                                  "NaN",
                                  "Infinity",
                                  "-Infinity",
                                  "1_000",
                                  "nul",
                                  "True",
                                  "'x'",
                                  "x",
                                  "\"x",
                                  "\"\\x41\"",
                                  "\"\\u12\"",
                                  "\"\\u{41}\"",
                                  "[1,]",
                                  "[,1]",
                                  "[1 2]",
                                  "[1",
                                  "{\"b\":1,}",
                                  "{\"b\"}",
                                  "{b:1}",
                                  "{'b':1}",
                                  "{1:1}",
                                  "{\"b\" 1}",
                                  "1 // one",
                                  "/* one */ 1",
                                  "1;",
                                  "\"\xc0\xaf\"",
                                  "\"\xed\xa0\x80\"",
                                  "\"\xf4\x90\x80\x80\"",
                                  "\"\xe2\x82\"",
                                  "\f1",
                                  "\302\2401"})
            QTest::addRow("value %s", value) << "{\"a\":" + QByteArray(value) + '}' << QString() << -1;
        QTest::newRow("UTF-16") << QByteArray("\xff\xfe{\0}\0", 6) << QString() << -1;
        QTest::newRow("a byte behind it") << "{}\0"_ba + '\0' << QString() << -1;
    }
    void refusesWhatReceiversReadDifferently()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, what);
        QFETCH(int, line);
        const auto result = parseStrictObject(text);
        QVERIFY(std::holds_alternative<JsonProblem>(result));
        const auto problem = std::get<JsonProblem>(result);
        QVERIFY2(problem.what.contains(what), qPrintable(problem.what));
        QVERIFY(!problem.what.isEmpty());
        if (line >= 0) QCOMPARE(problem.line, line);
    }
    /// For readers that put U+FFFD there; a name has no place to put it in.
    void letsHalvesPassInValuesOnly()
    {
        const auto read = [](const QByteArray& text) {
            return parseStrictObject(text, nullptr, kMaxJsonDepth, JsonHalves::LetPass);
        };
        const auto passed = read(R"({"a":"anh \ud83d oi","b":["\ude00","\ud83d\ud83d\ude00"]})");
        QVERIFY(std::holds_alternative<QJsonObject>(passed));
        const QJsonObject object = std::get<QJsonObject>(passed);
        QCOMPARE(object["a"_L1].toString(), QStringList({u"anh "_s, u" oi"_s}).join(QChar(0xd83d)));
        QCOMPARE(object["b"_L1].toArray().at(1).toString().size(), 3);
        QVERIFY(std::holds_alternative<JsonProblem>(read(R"({"\ud83d":1})")));
        QVERIFY(std::holds_alternative<JsonProblem>(read(R"({"a":"\ud83d\u0000"})")));
        QVERIFY(std::holds_alternative<JsonProblem>(read(R"({"a":"\ud83d","a":1})")));
    }
    void tellsWhereValuesStand()
    {
        JsonLines lines;
        const auto result = parseStrictObject("{\n\"a\": [\n  1,\n  {\"b\": true}\n]}", &lines);
        QVERIFY(std::holds_alternative<QJsonObject>(result));
        QCOMPARE(lines.value(u"/a"_s), 2);
        QCOMPARE(lines.value(u"/a/0"_s), 3);
        QCOMPARE(lines.value(u"/a/1/b"_s), 4);
    }
};

TONGDAI_TEST(StrictJsonTest)

}  // namespace tongdai::contract

#include "strict_json_test.moc"
