#include "engine/host/locks/look/masked_rows.h"

#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// Who may not see numbers does not read them in what a platform answered.
class MaskedRowsTest : public QObject {
    Q_OBJECT

    static constexpr QLatin1StringView kNumber{"0901234567"};

private slots:
    void aLetterWithItsErrorAndItsTries()
    {
        api::DeadLetter letter;
        letter.text = u"Dạ em gọi "_s + kNumber + u" nhé"_s;
        letter.error = u"status 400: not to "_s + kNumber;
        letter.tries = {{TimePoint(), SendOutcome::Kind::Dead, letter.error}};
        maskLetter(letter);
        QVERIFY(!letter.text.contains(kNumber));
        QVERIFY2(letter.whyNotReworded.contains(u"nobody edits dots"_s), "dots would go to the customer");
        QVERIFY(letter.text.startsWith(u"Dạ em gọi "_s));
        QVERIFY(!letter.error.contains(kNumber));
        QVERIFY(letter.error.startsWith(u"status 400: not to "_s));
        QVERIFY(!letter.tries[0].words.contains(kNumber));
    }

    void aTaskWithItsErrorAndItsTries()
    {
        TaskOnDesk shown;
        shown.task.payload = {{u"text"_s, QString(kNumber)}};
        shown.task.lastError = u"status 503: "_s + kNumber;
        shown.tries = {{TimePoint(), {}, shown.task.lastError}};
        maskTask(shown);
        QVERIFY(!shown.task.payload["text"_L1].toString().contains(kNumber));
        QVERIFY(!shown.task.lastError.contains(kNumber));
        QVERIFY(!shown.tries[0].error.contains(kNumber));
    }

    void aNumberThatWasCutIsNotShown()
    {
        api::DeadLetter letter;
        const QString begin = QString(kMaxTryWords - 8, u'a');
        letter.tries = {{TimePoint(), SendOutcome::Kind::Dead, begin + u" 0901234"_s}};
        maskLetter(letter);
        QCOMPARE(letter.tries[0].words, begin);
    }
};

TONGDAI_TEST(MaskedRowsTest)

}  // namespace tongdai::testing

#include "masked_rows_test.moc"
