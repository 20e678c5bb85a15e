#include "tests/engine/host/trial_report.h"
#include "tests/support/pancake_stub.h"

namespace tongdai::testing {

/// A page at Pancake tried out before it is saved (contracts/pancake §4).
class PancakeTrialTest : public QObject {
    Q_OBJECT

    PancakeStub m_stub;

    ConnectionForm form() const
    {
        ConnectionForm form;
        form.kind = ConnectionForm::Kind::Page;
        form.user = u"tt_0:1:65/7"_s;
        form.password = u"page-token-0123456789"_s;
        form.url = QUrl(m_stub.url().toString() + u"/api"_s);
        return form;
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_stub.listen());
        m_stub.addPage(form().user, form().password.toUtf8());
    }
    void aPageThatAnswersPasses()
    {
        const TrialReport report(form());
        QCOMPARE(report.verdict, std::optional(TestVerdict::Passed));
        QVERIFY(m_stub.sent().empty());
    }
    void aWrongTokenIsSaidWithoutIt()
    {
        ConnectionForm wrong = form();
        wrong.password = u"another-token-0123456789"_s;
        const TrialReport report(wrong);
        QVERIFY(report.failedAt(TestStep::Login, TestTrouble::WrongLogin));
        for (const api::TestLine& line : report.lines)
            QVERIFY(!line.detail.contains(wrong.password));
    }
    void somethingElseIsSaid()
    {
        StubScript page;
        page.fault = StubScript::Fault::Garbage;
        m_stub.enqueue(page);
        QVERIFY(TrialReport(form()).failedAt(TestStep::Login, TestTrouble::OtherProtocol));
    }
    void withoutAPageOrATokenNothingIsAsked()
    {
        const int before = m_stub.received();
        ConnectionForm none = form();
        none.password.clear();
        QVERIFY(TrialReport(none).failedAt(TestStep::Login, TestTrouble::LoginMissing));
        none.user.clear();
        QVERIFY(TrialReport(none).failedAt(TestStep::Host, TestTrouble::NoAddress));
        QCOMPARE(m_stub.received(), before);
    }
};

TONGDAI_TEST(PancakeTrialTest)

}  // namespace tongdai::testing

#include "pancake_trial_test.moc"
