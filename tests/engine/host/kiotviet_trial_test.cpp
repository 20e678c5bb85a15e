#include "tests/engine/host/trial_report.h"
#include "tests/support/kiotviet_stub.h"

#include <QThread>

namespace tongdai::testing {

/// KiotViet tried out before it is saved (contracts/kiotviet §1, §3).
class KiotVietTrialTest : public QObject {
    Q_OBJECT

    KiotVietStub m_stub;

    ConnectionForm form() const
    {
        ConnectionForm form;
        form.kind = ConnectionForm::Kind::KiotViet;
        form.retailer = u"aoxinh"_s;
        form.user = u"shop-app"_s;
        form.password = u"secret"_s;
        form.url = m_stub.url();
        form.tokenService = m_stub.tokenUrl();
        return form;
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_stub.listen());
        m_stub.setItems(u"branches"_s, {QJsonObject{{u"id"_s, 1}, {u"branchName"_s, u"Chi nhánh trung tâm"_s}}});
    }
    void aShopThatAnswersPasses()
    {
        const TrialReport report(form());
        QCOMPARE(report.verdict, std::optional(TestVerdict::Passed));
        QCOMPARE(report.line(TestStep::Rights)->detail, u"Chi nhánh trung tâm"_s);
    }
    void aWrongSecretIsSaid()
    {
        ConnectionForm wrong = form();
        wrong.password = u"another"_s;
        QVERIFY(TrialReport(wrong).failedAt(TestStep::Login, TestTrouble::WrongLogin));
    }
    void aPageInPlaceOfATokenIsSaid()
    {
        StubScript page;
        page.fault = StubScript::Fault::Garbage;
        m_stub.enqueue(page);
        QVERIFY(TrialReport(form()).failedAt(TestStep::Login, TestTrouble::OtherProtocol));
    }
    void aShopThatMayNotBeAskedIsSaid()
    {
        StubScript forbidden;
        forbidden.status = 403;
        m_stub.enqueue({});
        m_stub.enqueue(forbidden);
        QVERIFY(TrialReport(form()).failedAt(TestStep::Rights, TestTrouble::NoRight));
    }
    void anEmptyFormFailsAtItsFirstLine()
    {
        ConnectionForm empty;
        empty.kind = ConnectionForm::Kind::KiotViet;
        QVERIFY(TrialReport(empty).failedAt(TestStep::Host, TestTrouble::NoAddress));
    }
};

TONGDAI_TEST(KiotVietTrialTest)

}  // namespace tongdai::testing

#include "kiotviet_trial_test.moc"
