#include "tests/engine/evidence/evidence_stage.h"
#include "tests/support/test_registry.h"
#include "tests/widget/browser.h"

#include <QTest>
#include <QUrl>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// The page inside a package, opened from a disk in a browser: it finds what the command finds (features F8, F9).
class EvidencePageBrowserTest : public QObject {
    Q_OBJECT

    EvidenceStage m_stage;
    Browser m_browser;

    /// The page as it lies in the package.
    static QByteArray pageOf(const QByteArray& package)
    {
        const qsizetype begin = package.indexOf("<!DOCTYPE html>");
        return package.sliced(begin, package.indexOf("</html>\n", begin) + 8 - begin);
    }

    bool open(const QByteArray& page)
    {
        const QString path = m_stage.dir.filePath(u"verify.html"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(page) != page.size()) return false;
        file.close();
        return m_browser.open(QUrl::fromLocalFile(path).toString());
    }

    QString verdict(const QString& which)
    {
        m_browser.evaluate(u"document.body.dataset."_s + which);
        return m_browser.value().toString();
    }

    /// As if somebody had chosen the file.
    bool choose(const QByteArray& package)
    {
        return m_browser.evaluate(
            u"(() => { const box = document.getElementById('file'); const chosen = new DataTransfer();"
            "chosen.items.add(new File([Uint8Array.from(atob('%1'), c => c.charCodeAt(0))], 'p.zip'));"
            "box.files = chosen.files; document.body.dataset.integrity = '';"
            "box.dispatchEvent(new Event('change')); return true; })()"_s.arg(QString::fromLatin1(package.toBase64())));
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_browser.start(), qPrintable(m_browser.problem()));
        m_browser.setSize(1000, 900);
    }

    void verifiesWithoutANetworkAndShowsTheConversation()
    {
        QVERIFY2(open(pageOf(m_stage.package(m_stage.book()))), qPrintable(m_browser.problem()));
        QCOMPARE(verdict(u"integrity"_s), u"whole"_s);
        QCOMPARE(verdict(u"completeness"_s), u"complete"_s);
        QCOMPARE(m_browser.texts(u"#lines li"_s).size(), EvidenceStage::kLines);
        QVERIFY(m_browser.texts(u"#lines li"_s).at(1).contains(u"Dạ còn ạ. Chị cho em xin địa chỉ"_s));
        QVERIFY(m_browser.texts(u"#facts"_s).at(0).contains(keyFingerprint(m_stage.key.publicKey())));
        QVERIFY2(m_browser.texts(u"#lines .when"_s).at(0).contains(u"GMT+07:00"_s), "the zone beside the time");
        QCOMPARE(m_browser.problems(), QStringList());
        m_browser.picture(u"evidence-whole"_s);
        QVERIFY(m_browser.click(u"#language"_s));
        m_browser.picture(u"evidence-other-language"_s);
    }

    void aFlippedByteIsShownAndItsRowNamed()
    {
        const QByteArray package = m_stage.package(m_stage.book());
        const qsizetype begin = package.indexOf("{\"hash\":");
        QByteArray rows = package.sliced(begin, package.indexOf("\"n\":60}\n") + 8 - begin);
        QByteArray flipped = rows;
        const qsizetype at = flipped.indexOf("\"rev\":23,") + 6;
        flipped[at] = char(flipped[at] ^ 1);
        QByteArray page = pageOf(package);
        QVERIFY(page.contains(rows.toBase64()));
        page.replace(rows.toBase64(), flipped.toBase64());
        QVERIFY(open(page));
        QCOMPARE(verdict(u"integrity"_s), u"damaged"_s);
        QCOMPARE(verdict(u"completeness"_s), u"complete"_s);
        QVERIFY(m_browser.texts(u"#integrity"_s).at(0).contains(u"23"_s));
        QCOMPARE(m_browser.texts(u"li.damaged"_s).size(), 1);
        m_browser.picture(u"evidence-damaged"_s);
    }

    void theEndMissingIsIncompleteAndNotDamaged()
    {
        const QByteArray package = m_stage.package(m_stage.book());
        const qsizetype begin = package.indexOf("{\"hash\":");
        const QByteArray rows = package.sliced(begin, package.indexOf("\"n\":60}\n") + 8 - begin);
        QByteArray page = pageOf(package);
        page.replace(rows.toBase64(), rows.first(rows.indexOf("\"n\":41}\n") + 8).toBase64());
        QVERIFY(open(page));
        QCOMPARE(verdict(u"integrity"_s), u"whole"_s);
        QCOMPARE(verdict(u"completeness"_s), u"incomplete"_s);
        QVERIFY(m_browser.texts(u"#completeness"_s).at(0).contains(u"42"_s));
    }

    void theFileItselfIsCheckedAndAgreesWithTheCommand()
    {
        const QByteArray package = m_stage.package(m_stage.book(12));
        QVERIFY(open(pageOf(package)));
        QVERIFY(choose(package));
        QTRY_COMPARE(verdict(u"integrity"_s), u"whole"_s);
        for (const char* place : {"\"rev\":7,", "ppppp", "\"masked\":"}) {
            QByteArray bytes = package;
            bytes[bytes.indexOf(place) + 3] ^= 2;
            QVERIFY(choose(bytes));
            QTRY_COMPARE(verdict(u"integrity"_s), u"damaged"_s);
            QVERIFY2(!m_stage.verify(bytes).isWhole(), place);
        }
    }
};

TONGDAI_TEST(EvidencePageBrowserTest)

}  // namespace tongdai::testing

#include "evidence_page_browser_test.moc"
