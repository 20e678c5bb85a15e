#include "engine/evidence/canonical_json.h"
#include "engine/evidence/package_layout.h"
#include "tests/engine/evidence/evidence_stage.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// What is signed, and what checking finds when it is not any more (features F8, F9).
class EvidencePackageTest : public QObject {
    Q_OBJECT

    EvidenceStage m_stage;

    static bool names(const EvidenceVerdict& verdict, qint64 row)
    {
        return std::ranges::any_of(verdict.flaws, [row](const EvidenceFlaw& flaw) { return flaw.row == row; });
    }

private slots:
    void aPackageIsWholeAndComplete()
    {
        const EvidenceBook book = m_stage.book();
        const EvidenceVerdict verdict = m_stage.verify(m_stage.package(book));
        QCOMPARE(verdict.refusal, QString());
        QVERIFY(verdict.isWhole() && verdict.isComplete());
        QCOMPARE(verdict.rows, EvidenceStage::kLines);
        QCOMPARE(verdict.head, book.head);
        QCOMPARE(verdict.publicKey, m_stage.key.publicKey());
        QCOMPARE(verdict.manifest["subject"_L1]["customer_name"_L1].toString(), u"Nguyễn Thị Lan"_s);
        QCOMPARE(verdict.manifest["exported"_L1]["at"_L1].toString(), u"2025-11-22T08:00:00.000Z"_s);
    }

    void anyByteThatIsAnotherOneIsNoticedAndItsRowNamed()
    {
        const QByteArray whole = m_stage.package(m_stage.book());
        const qsizetype rowsBegin = whole.indexOf("{\"hash\":\"");
        const qsizetype rowsEnd = whole.indexOf("PK", whole.indexOf("\"n\":60}\n"));
        QVERIFY(rowsBegin > 0 && rowsEnd > rowsBegin);
        QRandomGenerator random(20251121);
        int inRows = 0;
        for (int i = 0; i < 200; ++i) {
            const bool aimsAtRows = i % 2 == 0;  // else most would hit the page, by far the largest file
            const qsizetype at =
                aimsAtRows ? rowsBegin + random.bounded(int(rowsEnd - rowsBegin)) : random.bounded(int(whole.size()));
            QByteArray bytes = whole;
            bytes[at] = char(bytes[at] ^ (1 << random.bounded(8)));
            const EvidenceVerdict verdict = m_stage.verify(bytes);
            QVERIFY2(!verdict.isWhole(), qPrintable(u"byte %1 passed"_s.arg(at)));
            if (at < rowsBegin || at >= rowsEnd) continue;
            ++inRows;
            const qint64 row = whole.sliced(rowsBegin, at - rowsBegin).count('\n') + 1;
            QVERIFY2(names(verdict, row), qPrintable(u"byte %1 is of row %2"_s.arg(at).arg(row)));
            QVERIFY2(verdict.lacks.empty(), "damaged is not incomplete");
        }
        QVERIFY(inRows >= 100);
    }

    void oneDamagedRowAccusesNoOther()
    {
        QByteArray bytes = m_stage.package(m_stage.book());
        const qsizetype at = bytes.indexOf("\"rev\":17,");
        bytes[at + 7] = '9';
        const EvidenceVerdict verdict = m_stage.verify(bytes);
        QCOMPARE(verdict.flaws.size(), size_t(1));
        QCOMPARE(verdict.flaws[0].row, 17);
        QCOMPARE(verdict.flaws[0].kind, EvidenceFlaw::Kind::Row);
    }

    void whatIsCutOffIsIncompleteAndNotDamaged()
    {
        const QByteArray whole = m_stage.package(m_stage.book());
        const qsizetype rowsBegin = whole.indexOf("{\"hash\":\"");
        for (const qsizetype left : {rowsBegin + 2000, rowsBegin + 9000, whole.size() / 2, whole.size() - 300,
                                     whole.size() - 110, whole.size() - 20, whole.size() - 1}) {
            const EvidenceVerdict verdict = m_stage.verify(whole.first(left));
            QVERIFY2(verdict.isWhole(), qPrintable(u"%1 bytes: %2"_s.arg(left).arg(verdict.refusal)));
            QVERIFY2(!verdict.isComplete(), qPrintable(QString::number(left)));
        }
        const EvidenceVerdict early = m_stage.verify(whole.first(rowsBegin + 9000));
        QCOMPARE(early.lacks[0].kind, EvidenceLack::Kind::Tail);
        QCOMPARE(early.lacks[0].from, early.rows + 1);
        QCOMPARE(early.lacks[0].to, EvidenceStage::kLines);
        QVERIFY(early.rows > 5 && early.rows < EvidenceStage::kLines);
    }

    void whatWasMissingWhenItWasExportedIsSaid()
    {
        EvidenceBook book = m_stage.book(12);
        book.lines.erase(book.lines.begin() + 4, book.lines.begin() + 6);  // 5 and 6
        book.expectedRev = 14;
        book.anchor.state = u"older_copy"_s;
        QCOMPARE(evidence::chainBook(book), QString());
        const EvidenceVerdict verdict = m_stage.verify(m_stage.package(book));
        QVERIFY(verdict.isWhole());
        QCOMPARE(verdict.lacks.size(), size_t(3));
        QCOMPARE(verdict.lacks[0].kind, EvidenceLack::Kind::Gap);
        QCOMPARE(verdict.lacks[0].from, 5);
        QCOMPARE(verdict.lacks[0].to, 6);
        QCOMPARE(verdict.lacks[1].kind, EvidenceLack::Kind::Newest);
        QCOMPARE(verdict.lacks[1].from, 13);
        QCOMPARE(verdict.lacks[2].kind, EvidenceLack::Kind::Anchor);
        QCOMPARE(verdict.lacks[2].what, u"older_copy"_s);
    }

    void aRowThatIsLeftOutOrMovedIsNoticed()
    {
        EvidenceBook book = m_stage.book(20);
        const QByteArray whole = m_stage.package(book);
        const auto rowAt = [&whole](int n) {
            const qsizetype end = whole.indexOf("\"n\":" + QByteArray::number(n) + "}\n");
            return std::pair(whole.lastIndexOf("{\"hash\":", end), whole.indexOf('\n', end) + 1);
        };
        const auto [begin, end] = rowAt(8);
        QByteArray swapped = whole;
        const auto [next, nextEnd] = rowAt(9);
        swapped.replace(begin, nextEnd - begin, whole.sliced(next, nextEnd - next) + whole.sliced(begin, end - begin));
        EvidenceVerdict verdict = m_stage.verify(swapped);
        QVERIFY(names(verdict, 8));
        // The same with a row overwritten by spaces: as long, and no row.
        QByteArray blank = whole;
        blank.replace(begin, end - begin - 1, QByteArray(end - begin - 1, ' '));
        verdict = m_stage.verify(blank);
        QVERIFY(names(verdict, 8));
        QVERIFY(!names(verdict, 10));
    }

    void anotherKeyIsAnotherKey()
    {
        EvidenceStage other;
        other.key = evidence::EvidenceKey("somebody else's secret, as long as it must be");
        EvidenceBook book = m_stage.book(3);  // says that our key signed it
        const EvidenceVerdict verdict = other.verify(other.package(book));
        QVERIFY(!verdict.isWhole());
        QCOMPARE(verdict.flaws[0].kind, EvidenceFlaw::Kind::Signature);
        book.publicKey = other.key.publicKey();
        QVERIFY(other.verify(other.package(book)).isWhole());
        QVERIFY(keyFingerprint(other.key.publicKey()) != keyFingerprint(m_stage.key.publicKey()));
        QCOMPARE(keyFingerprint(m_stage.key.publicKey()).size(), 39);
    }

    void masksAndLeavesOutWhatIsWanted()
    {
        EvidenceBook book = m_stage.book(8, true);
        QByteArray package = m_stage.package(book);
        QVERIFY(!package.contains("0912 345 678"));
        QVERIFY(package.contains("•••• ••• 678"));
        QVERIFY(package.contains("\"masked\":true"));
        EvidenceLine note = evidence::evidenceLine(saidInEvidence(7), false, false);
        QVERIFY(note.isWithheld);
        QCOMPARE(evidence::canonicalJson(note.row)->constData(),
                 "{\"received_at\":\"2025-11-21T08:07:07.861Z\",\"rev\":7,\"speaker\":\"note\",\"withheld\":\"note\"}");
    }

    /// Somebody took the files out and packed them again: what is signed is whole, and the seal is gone.
    void aPackageWithoutItsSealIsIncomplete()
    {
        QByteArray bytes = m_stage.package(m_stage.book(3));
        bytes.chop(evidence::kSealSize);
        bytes[bytes.size() - 2] = 0;
        const EvidenceVerdict verdict = m_stage.verify(bytes);
        QVERIFY(verdict.isWhole());
        QCOMPARE(verdict.lacks.size(), size_t(1));
        QCOMPARE(verdict.lacks[0].what, u"seal"_s);
    }

    void writingCanBeCancelled()
    {
        const EvidenceBook book = m_stage.book(1200);
        qint64 seen = 0;
        const auto result = evidence::writePackage(book, m_stage.key, {}, [&seen](qint64 done, qint64 total) {
            seen = done;
            return total < 1200;
        });
        QCOMPARE(seen, 500);
        QVERIFY(std::get<evidence::PackageProblem>(result).isCancelled);
    }
};

TONGDAI_TEST(EvidencePackageTest)

}  // namespace tongdai::testing

#include "evidence_package_test.moc"
