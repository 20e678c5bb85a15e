#include "engine/evidence/canonical_json.h"

#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <bit>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// RFC 8785, with its own test vectors.
class CanonicalJsonTest : public QObject {
    Q_OBJECT

    static QByteArray canonical(const QByteArray& json)
    {
        return evidence::canonicalJson(QJsonDocument::fromJson(json).object()).value_or("none"_ba);
    }

private slots:
    void writesTheExampleOfSection322()
    {
        QCOMPARE(canonical(R"({
            "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
            "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
            "literals": [null, true, false]
        })"),
                 QByteArray("{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                            "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}"));
    }

    void sortsNamesByTheirUtf16Units()
    {
        QCOMPARE(canonical(R"({"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh",
            "1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"})"),
                 QByteArray("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\xC2\x80\":\"Control\","
                            "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
                            "\"😀\":\"Emoji: Grinning Face\",\"\uFB33\":\"Hebrew Letter Dalet With Dagesh\"}"));
    }

    /// Appendix B.
    void writesNumbersAsEcmaScriptDoes_data()
    {
        QTest::addColumn<quint64>("bits");
        QTest::addColumn<QByteArray>("text");
        const std::pair<quint64, const char*> rows[] = {
            {0x0000000000000000, "0"},
            {0x8000000000000000, "0"},
            {0x0000000000000001, "5e-324"},
            {0x8000000000000001, "-5e-324"},
            {0x7fefffffffffffff, "1.7976931348623157e+308"},
            {0xffefffffffffffff, "-1.7976931348623157e+308"},
            {0x4340000000000000, "9007199254740992"},
            {0xc340000000000000, "-9007199254740992"},
            {0x4430000000000000, "295147905179352830000"},
            {0x7fffffffffffffff, ""},
            {0x7ff0000000000000, ""},
            {0x44b52d02c7e14af5, "9.999999999999997e+22"},
            {0x44b52d02c7e14af6, "1e+23"},
            {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
            {0x444b1ae4d6e2ef4e, "999999999999999700000"},
            {0x444b1ae4d6e2ef4f, "999999999999999900000"},
            {0x444b1ae4d6e2ef50, "1e+21"},
            {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
            {0x3eb0c6f7a0b5ed8d, "0.000001"},
            {0x41b3de4355555553, "333333333.3333332"},
            {0x41b3de4355555554, "333333333.33333325"},
            {0x41b3de4355555555, "333333333.3333333"},
            {0x41b3de4355555556, "333333333.3333334"},
            {0x41b3de4355555557, "333333333.33333343"},
            {0xbecbf647612f3696, "-0.0000033333333333333333"},
            {0x43143ff3c1cb0959, "1424953923781206.2"},
        };
        for (const auto& [bits, text] : rows)
            QTest::addRow("%016llx", bits) << bits << QByteArray(text);
    }
    void writesNumbersAsEcmaScriptDoes()
    {
        QFETCH(quint64, bits);
        QFETCH(QByteArray, text);
        QCOMPARE(evidence::canonicalNumber(std::bit_cast<double>(bits)), text);
    }

    void whatHasNoCanonicalFormIsRefused()
    {
        const QString half{QChar(0xD83D)};
        QVERIFY(!evidence::canonicalJson(half));
        QVERIFY(!evidence::canonicalJson(QJsonObject{{half, 1}}));
        QVERIFY(!evidence::canonicalJson(QJsonValue(QJsonValue::Undefined)));
        QJsonValue deep = 1;
        for (int i = 0; i < 300; ++i)
            deep = QJsonArray{deep};
        QVERIFY(!evidence::canonicalJson(deep));
    }
};

TONGDAI_TEST(CanonicalJsonTest)

}  // namespace tongdai::testing

#include "canonical_json_test.moc"
