#include "engine/domain/customer/entity_details.h"

#include "tests/support/test_registry.h"

#include <QFile>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

const Gazetteer& wholeCountry()
{
    static const Gazetteer gazetteer = [] {
        QFile file(QStringLiteral(TONGDAI_SOURCE_DIR "/resources/gazetteer/vietnam.json"));
        if (!file.open(QIODevice::ReadOnly)) qFatal("no gazetteer");
        return Gazetteer(file.readAll());
    }();
    return gazetteer;
}

QString inOneLine(const std::vector<FoundDetail>& found)
{
    QStringList words;
    for (const FoundDetail& one : found)
        words << keyOf(one.field) + u'=' + one.value;
    return words.join(u" | "_s);
}

}  // namespace

/// What an AI found in a customer's line, and what of it is believed.
class EntityDetailsTest : public QObject {
    Q_OBJECT
private slots:
    void believesWhatStandsInTheLine_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QJsonObject>("entities");
        QTest::addColumn<QString>("details");
        const QString line = u"ship cho bé Bống nhà mình ở 12 ngõ nhỏ, Hà Nội, không chín 12.345.678 nha"_s;
        QTest::newRow("a name") << line << QJsonObject{{u"name"_s, u"Bống"_s}} << u"name=Bống"_s;
        QTest::newRow("without marks") << line << QJsonObject{{u"customer_name"_s, u"bong"_s}} << u"name=bong"_s;
        QTest::newRow("made up") << line << QJsonObject{{u"name"_s, u"Nguyễn Văn A"_s}} << QString();
        QTest::newRow("an address") << line << QJsonObject{{u"address"_s, u"12 ngõ nhỏ, Hà Nội"_s}}
                                    << u"address=12 ngõ nhỏ, Hà Nội | province=Hà Nội"_s;
        QTest::newRow("a number") << u"em Lan 0912.345.678"_s << QJsonObject{{u"phone_number"_s, u"0912 345 678"_s}}
                                  << u"phone=0912345678"_s;
        QTest::newRow("no number") << u"mã 123"_s << QJsonObject{{u"phone"_s, u"123"_s}} << QString();
        QTest::newRow("nothing") << line << QJsonObject{{u"size"_s, u"M"_s}, {u"name"_s, u""_s}, {u"phone"_s, 7}}
                                 << QString();
        QTest::newRow("too long") << QString(400, u'a') << QJsonObject{{u"name"_s, QString(301, u'a')}} << QString();
    }
    void believesWhatStandsInTheLine()
    {
        QFETCH(QString, line);
        QFETCH(QJsonObject, entities);
        QTEST(inOneLine(entityDetails(entities, line, wholeCountry())), "details");
    }
    void theLineItselfComesFirst()
    {
        const std::vector<FoundDetail> own{{DetailField::Phone, u"0912345678"_s}, {DetailField::Ward, u"Phường 4"_s}};
        const std::vector<FoundDetail> ofAi{{DetailField::Name, u"Bống"_s},
                                            {DetailField::Phone, u"0987654321"_s},
                                            {DetailField::Address, u"12 Trần Phú"_s},
                                            {DetailField::Province, u"Hà Nội"_s}};
        QCOMPARE(inOneLine(withEntities(own, ofAi)), u"phone=0912345678 | ward=Phường 4 | name=Bống"_s);
        QCOMPARE(inOneLine(withEntities({}, ofAi)),
                 u"name=Bống | phone=0987654321 | address=12 Trần Phú | province=Hà Nội"_s);
    }
};

TONGDAI_TEST(EntityDetailsTest)

}  // namespace tongdai::testing

#include "entity_details_test.moc"
