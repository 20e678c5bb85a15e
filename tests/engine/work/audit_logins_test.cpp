#include "engine/work/audit_logins.h"

#include "tests/support/hand_moved_clock.h"
#include "tests/support/test_registry.h"

#include <QRegularExpression>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class KeptAudit final : public ports::AuditLog {
public:
    QCoro::Task<void> audit(AuditEntry entry) override
    {
        if (isAway) throw StoreError(StoreError::Kind::Unreachable, u"audit"_s, u"memory"_s, u"away"_s);
        entries << entry;
        co_return;
    }
    QCoro::Task<std::vector<AuditLine>> auditLines(int) override { co_return std::vector<AuditLine>(); }
    QCoro::Task<AuditVerdict> verifyAudit() override { co_return AuditVerdict(); }
    QList<AuditEntry> entries;
    bool isAway = false;
};

}  // namespace

class AuditLoginsTest : public QObject {
    Q_OBJECT
    testing::HandMovedClock m_clock;
    KeptAudit m_audit;

private slots:
    void init()
    {
        m_clock.at = 1h;
        m_audit.entries.clear();
        m_audit.isAway = false;
    }
    void writesWhoTriedWhatAndHowOften()
    {
        AuditLogins logins(m_audit, m_clock);
        logins.noteRefused("203.0.113.5", u"admin token"_s, 10);
        QCOMPARE(m_audit.entries.size(), 1);
        const AuditEntry entry = m_audit.entries.first();
        QCOMPARE(entry.action, u"login_refused"_s);
        QCOMPARE(entry.actor, "203.0.113.5"_ba);
        QCOMPARE(entry.detail, (QJsonObject{{u"credential"_s, u"admin token"_s}, {u"tries"_s, 10}}));
    }
    void strangersDoNotFillTheLog()
    {
        AuditLogins logins(m_audit, m_clock);
        for (int i = 0; i < 100; ++i)
            logins.noteRefused("203.0.113.5", u"user token"_s, 1);
        QCOMPARE(m_audit.entries.size(), AuditLogins::kMostPerMinute);
        m_clock.at += 1min;
        logins.noteRefused("203.0.113.5", u"user token"_s, 1);
        QCOMPARE(m_audit.entries.last().detail["left_out_before"_L1].toInt(), 100 - AuditLogins::kMostPerMinute);
        logins.noteRefused("203.0.113.5", u"user token"_s, 1);
        QVERIFY(!m_audit.entries.last().detail.contains("left_out_before"_L1));
    }
    void aStoreThatIsAwayIsSaid()
    {
        AuditLogins logins(m_audit, m_clock);
        m_audit.isAway = true;
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(u"^a refused login was not written into the audit log"_s));
        logins.noteRefused("203.0.113.5", u"admin token"_s, 1);
    }
};

TONGDAI_TEST(AuditLoginsTest)

}  // namespace tongdai

#include "audit_logins_test.moc"
