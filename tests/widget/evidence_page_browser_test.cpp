#include "engine/evidence/package_layout.h"
#include "tests/engine/evidence/evidence_stage.h"
#include "tests/support/long_tests.h"
#include "tests/support/test_registry.h"
#include "tests/widget/browser.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>
#include <QUrl>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// The page inside a package, opened from a disk in a browser: it finds what the command finds (features F8, F9).
class EvidencePageBrowserTest : public QObject {
    Q_OBJECT

    static constexpr int kFlips = 200;

    struct Flip {
        qsizetype at = 0;
        int bit = 1;
    };

    EvidenceStage m_stage;
    Browser m_browser;

    static QSet<qint64> rowsOf(const EvidenceVerdict& verdict)
    {
        QSet<qint64> rows;
        for (const EvidenceFlaw& flaw : verdict.flaws) {
            if (flaw.row > 0) rows.insert(flaw.row);
        }
        return rows;
    }

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

    /// What a page says of many, one after the other.
    struct Said {
        bool isWhole = false;
        bool isComplete = false;
        QSet<qint64> rows;  ///< named as changed or not in their place
    };
    static Said readSaid(const QJsonValue& value)
    {
        Said said;
        said.isWhole = value["integrity"_L1].toString() == "whole"_L1;
        said.isComplete = value["completeness"_L1].toString() == "complete"_L1;
        static const QRegularExpression row(u"^Dòng (\\d+) không "_s);
        for (const QJsonValue& flaw : value["flaws"_L1].toArray()) {
            if (const auto found = row.match(flaw.toString()); found.hasMatch())
                said.rows.insert(found.capturedView(1).toLongLong());
        }
        return said;
    }
    /// Runs a script that looks at each of the flips and keeps what a page says in `said`; some at a time, since a
    /// browser may be given a small part of a machine.
    std::vector<Said> lookedAt(const QString& before, const QString& each, const std::vector<Flip>& flips)
    {
        constexpr size_t kFlipsAtOnce = 20;
        std::vector<Said> said;
        for (size_t begin = 0; begin < flips.size(); begin += kFlipsAtOnce) {
            QStringList list;
            for (size_t i = begin; i < std::min(begin + kFlipsAtOnce, flips.size()); ++i)
                list.append(u"[%1,%2]"_s.arg(flips[i].at).arg(flips[i].bit));
            const bool isDone =
                m_browser.evaluate(u"(async () => { const said = []; "_s + before + u"for (const [at, bit] of ["_s +
                                   list.join(u',') + u"]) {"_s + each + u"} return said; })()"_s);
            if (!isDone) return said;
            for (const QJsonValue& value : m_browser.value().toArray())
                said.push_back(readSaid(value));
        }
        return said;
    }
    /// Of the file `whole` with other bytes in it, chosen one after the other.
    std::vector<Said> choosingEach(const QByteArray& whole, const std::vector<Flip>& flips)
    {
        m_browser.evaluate(u"(() => { window.whole = Uint8Array.from(atob('%1'), c => c.charCodeAt(0)); })()"_s.arg(
            QString::fromLatin1(whole.toBase64())));
        return lookedAt(u"const bytes = window.whole; const box = document.getElementById('file');"_s,
                        u"bytes[at] ^= bit; const chosen = new DataTransfer();"
                        "chosen.items.add(new File([bytes], 'p.zip')); bytes[at] ^= bit;"
                        "document.body.dataset.integrity = ''; box.files = chosen.files;"
                        "box.dispatchEvent(new Event('change'));"
                        "while (!document.body.dataset.integrity) await new Promise(r => setTimeout(r, 0));"
                        "const flaws = [...document.querySelectorAll('#integrity span, #integrity li')];"
                        "said.push({...document.body.dataset, flaws: flaws.map(e => e.textContent)});"_s,
                        flips);
    }
    /// Of the page `page` whose own rows have another byte each, every one opened anew, in frames of one tab.
    std::vector<Said> openingEach(const QByteArray& page, const QByteArray& rows, const std::vector<Flip>& flips)
    {
        if (!m_browser.open(u"about:blank"_s)) return {};
        m_browser.evaluate(
            u"(() => { const bytesOf = s => Uint8Array.from(atob(s), c => c.charCodeAt(0));"
            "window.page = new TextDecoder().decode(bytesOf('%1')); window.own = '%2'; window.rows = bytesOf('%2'); })()"_s
                .arg(QString::fromLatin1(page.toBase64()), QString::fromLatin1(rows.toBase64())));
        return lookedAt(u"const bytes = window.rows;"_s,
                        u"bytes[at] ^= bit; let text = ''; for (const b of bytes) text += String.fromCharCode(b);"
                        "bytes[at] ^= bit; const frame = document.createElement('iframe');"
                        "frame.srcdoc = window.page.split(window.own).join(btoa(text));"
                        "const isLoaded = new Promise(r => frame.onload = r);"
                        "document.body.append(frame); await isLoaded; const inner = frame.contentDocument;"
                        "const flaws = [...inner.querySelectorAll('#integrity span, #integrity li')];"
                        "said.push({...inner.body.dataset, flaws: flaws.map(e => e.textContent)}); frame.remove();"_s,
                        flips);
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

    /// Half of them in the rows, the others anywhere in the file: its frame, the PDF, this page and the seal. 200 of
    /// them with TONGDAI_LONG_TESTS.
    void anyOtherByteOfTheFileIsFoundAndItsRowNamedAsTheCommandDoes()
    {
        const QByteArray whole = m_stage.package(m_stage.book());
        const qsizetype rowsBegin = whole.indexOf("{\"hash\":\"");
        const qsizetype rowsEnd = whole.indexOf('\n', whole.indexOf("\"n\":60}")) + 1;
        QVERIFY(rowsBegin > 0 && rowsEnd > rowsBegin);
        QRandomGenerator random(20261130);
        std::vector<Flip> flips;
        for (int i = 0; i < kFlips; ++i) {
            const qsizetype at =
                i % 2 == 0 ? rowsBegin + random.bounded(int(rowsEnd - rowsBegin)) : random.bounded(int(whole.size()));
            flips.push_back({at, 1 << random.bounded(8)});
        }
        for (qsizetype at = whole.size() - 1; at > whole.size() - 400;
             at -= isLong() ? 7 : 21)  // its contents, its end and its seal
            flips.push_back({at, 1 << (at % 8)});
        const qsizetype contents = whole.indexOf("PK\1\2");
        QVERIFY(contents > rowsEnd);
        QVERIFY(open(pageOf(whole)));
        const std::vector<Said> said = choosingEach(whole, flips);
        QVERIFY2(said.size() == flips.size(), qPrintable(m_browser.problem()));
        for (size_t i = 0; i < flips.size(); ++i) {
            const auto [at, bit] = flips[i];
            const QString where =
                u"byte %1 of %2, bit %3, in %4"_s.arg(at)
                    .arg(whole.size())
                    .arg(bit)
                    .arg(QString::fromLatin1(whole.sliced(std::max<qsizetype>(at - 24, 0), 24).toHex(' ')));
            QByteArray bytes = whole;
            bytes[at] = char(bytes[at] ^ bit);
            QVERIFY2(!said[i].isWhole, qPrintable(where));
            const EvidenceVerdict verdict = m_stage.verify(bytes);
            QVERIFY2(!verdict.isWhole(), qPrintable(where));
            // Of a broken table of contents each reads what it can; neither takes it for what was signed.
            if (verdict.refusal.isEmpty() && at < contents)
                QVERIFY2(said[i].rows == rowsOf(verdict) && said[i].isComplete == verdict.isComplete(),
                         qPrintable(where));
            if (at < rowsBegin || at >= rowsEnd) continue;
            const qint64 row = whole.sliced(rowsBegin, at - rowsBegin).count('\n') + 1;
            QVERIFY2(said[i].rows.contains(row) && said[i].isComplete, qPrintable(where));
        }
        QCOMPARE(m_browser.problems(), QStringList());
    }

    void anyOtherByteOfItsOwnRowsIsFoundAndItsRowNamed()
    {
        const QByteArray package = m_stage.package(m_stage.book());
        const qsizetype begin = package.indexOf("{\"hash\":");
        const QByteArray rows = package.sliced(begin, package.indexOf("\"n\":60}\n") + 8 - begin);
        QRandomGenerator random(20261201);
        std::vector<Flip> flips;
        for (int i = 0; i < (isLong() ? kFlips : kFlips / 8); ++i)
            flips.push_back({qsizetype(random.bounded(int(rows.size()))), 1 << random.bounded(8)});
        const std::vector<Said> said = openingEach(pageOf(package), rows, flips);
        QVERIFY2(said.size() == flips.size(), qPrintable(m_browser.problem()));
        for (size_t i = 0; i < flips.size(); ++i) {
            const qint64 row = rows.first(flips[i].at).count('\n') + 1;
            QVERIFY2(!said[i].isWhole && said[i].isComplete && said[i].rows.contains(row),
                     qPrintable(u"byte %1 of row %2"_s.arg(flips[i].at).arg(row)));
        }
    }

    /// Cut off anywhere, packed again: incomplete, and damaged no more than the command says.
    void aFileThatEndsTooEarlyIsIncompleteAndNotDamaged()
    {
        const QByteArray whole = m_stage.package(m_stage.book());
        const qsizetype rowsBegin = whole.indexOf("{\"hash\":\"");
        QVERIFY(open(pageOf(whole)));
        for (const qsizetype left : {rowsBegin - 40, rowsBegin + 2000, rowsBegin + 9000, whole.size() / 2,
                                     whole.size() - 300, whole.size() - 110, whole.size() - 20, whole.size() - 1}) {
            QVERIFY(choose(whole.first(left)));
            QTRY_VERIFY(!verdict(u"integrity"_s).isEmpty());
            const EvidenceVerdict command = m_stage.verify(whole.first(left));
            QVERIFY2(command.isWhole() && !command.isComplete(), qPrintable(QString::number(left)));
            QVERIFY2(verdict(u"integrity"_s) == u"whole"_s, qPrintable(QString::number(left)));
            QCOMPARE(verdict(u"completeness"_s), u"incomplete"_s);
        }
        QByteArray repacked = whole.chopped(evidence::kSealSize);
        repacked[repacked.size() - 2] = 0;
        QVERIFY(choose(repacked));
        QTRY_COMPARE(verdict(u"integrity"_s), u"whole"_s);
        QVERIFY(m_browser.texts(u"#completeness"_s).at(0).contains(u"niêm phong"_s));
    }
};

TONGDAI_TEST(EvidencePageBrowserTest)

}  // namespace tongdai::testing

#include "evidence_page_browser_test.moc"
