#include "engine/domain/people/erasure_clock.h"

#include "tests/support/test_registry.h"

#include <QDateTime>
#include <QTest>
#include <QTimeZone>

namespace tongdai {

using namespace Qt::StringLiterals;

/// By when a request for erasure is answered and carried out (features F12).
class ErasureClockTest : public QObject {
    Q_OBJECT

    static TimePoint at(const QString& local)
    {
        const QDateTime there = QDateTime::fromString(local, Qt::ISODate);
        return TimePoint(std::chrono::milliseconds(
            QDateTime(there.date(), there.time(), QTimeZone("Asia/Ho_Chi_Minh")).toMSecsSinceEpoch()));
    }
    static QString said(TimePoint time)
    {
        return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), QTimeZone("Asia/Ho_Chi_Minh"))
            .toString(u"yyyy-MM-dd HH:mm"_s);
    }

private slots:
    void theAnswerIsDueAfterTwoWorkingDaysAndTheErasureAfterTwenty_data()
    {
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QString>("answer");
        QTest::addColumn<QString>("erasure");
        QTest::newRow("a Monday") << u"2025-11-17T09:00:00"_s << u"2025-11-19 23:59"_s << u"2025-12-07 23:59"_s;
        QTest::newRow("over a weekend") << u"2025-11-21T17:30:00"_s << u"2025-11-25 23:59"_s << u"2025-12-11 23:59"_s;
        QTest::newRow("a Saturday night") << u"2025-11-22T23:59:00"_s << u"2025-11-25 23:59"_s << u"2025-12-12 23:59"_s;
        QTest::newRow("over New Year") << u"2025-12-31T08:00:00"_s << u"2026-01-05 23:59"_s << u"2026-01-20 23:59"_s;
        // The eve is 16 February 2026.
        QTest::newRow("over Tết") << u"2026-02-13T08:00:00"_s << u"2026-02-24 23:59"_s << u"2026-03-05 23:59"_s;
    }
    void theAnswerIsDueAfterTwoWorkingDaysAndTheErasureAfterTwenty()
    {
        QFETCH(const QString, asked);
        QFETCH(const QString, answer);
        QFETCH(const QString, erasure);
        const ErasureRequest request{at(asked), {}, {}};
        QCOMPARE(said(answerBy(request)), answer);
        QCOMPARE(said(eraseBy(request)), erasure);
    }

    void lateIsWhatIsNotDoneByThen()
    {
        ErasureRequest request{at(u"2025-11-17T09:00:00"_s), {}, {}};
        QVERIFY(!isAnswerLate(request, at(u"2025-11-19T23:59:00"_s)));
        QVERIFY(isAnswerLate(request, at(u"2025-11-20T00:00:00"_s)));
        QVERIFY(!isErasureLate(request, at(u"2025-12-07T23:59:00"_s)));
        QVERIFY(isErasureLate(request, at(u"2025-12-08T00:00:00"_s)));
        QCOMPARE(workingDaysUntil(answerBy(request), at(u"2025-11-18T08:00:00"_s)), 1);
        QCOMPARE(workingDaysUntil(answerBy(request), at(u"2025-11-19T08:00:00"_s)), 0);
        QCOMPARE(workingDaysUntil(answerBy(request), at(u"2025-11-24T08:00:00"_s)), -3);
        QCOMPARE(daysUntil(eraseBy(request), at(u"2025-11-17T23:00:00"_s)), 20);
        QCOMPARE(daysUntil(eraseBy(request), at(u"2025-12-09T01:00:00"_s)), -2);

        // What was done in time stays so.
        request.answeredAt = at(u"2025-11-19T10:00:00"_s);
        request.erasedAt = at(u"2025-12-01T10:00:00"_s);
        QVERIFY(!isAnswerLate(request, at(u"2026-06-01T00:00:00"_s)));
        QVERIFY(!isErasureLate(request, at(u"2026-06-01T00:00:00"_s)));
        request.answeredAt.reset();
        QVERIFY2(isAnswerLate(request, at(u"2026-06-01T00:00:00"_s)), "the erasure came after the answer was due");
        request.erasedAt = at(u"2025-11-18T10:00:00"_s);
        QVERIFY2(!isAnswerLate(request, at(u"2026-06-01T00:00:00"_s)), "who was erased at once needs no answer");
    }

    /// A shop may have terms of its own.
    void goesByTheTermsOfTheRequest()
    {
        ErasureRequest request{at(u"2025-11-17T10:00:00"_s)};  // a Monday
        request.terms = {5, 30};
        QCOMPARE(said(answerBy(request)).left(10), u"2025-11-24"_s);
        QCOMPARE(said(eraseBy(request)).left(10), u"2025-12-17"_s);
        QVERIFY(!isAnswerLate(request, at(u"2025-11-24T23:00:00"_s)));
        QVERIFY(isAnswerLate(request, at(u"2025-11-25T00:00:00"_s)));
    }
};

TONGDAI_TEST(ErasureClockTest)

}  // namespace tongdai

#include "erasure_clock_test.moc"
