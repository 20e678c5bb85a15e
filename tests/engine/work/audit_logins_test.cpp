#include "engine/work/audit/audit_logins.h"

#include "tests/engine/work/fakes/virtual_time.h"
#include "tests/support/audit_stage.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class AuditLoginsTest : public QObject {
    Q_OBJECT

private slots:
    void writesWhoTriedWhatAndHowOften()
    {
        Stage stage;
        stage.logins.noteRefused("203.0.113.5", u"admin token"_s, 10);
        QCOMPARE(stage.log.entries.size(), 1);
        const AuditEntry entry = stage.log.entries.first();
        QCOMPARE(entry.action, u"login_refused"_s);
        QCOMPARE(entry.actor, "203.0.113.5"_ba);
        QCOMPARE(entry.detail, (QJsonObject{{u"credential"_s, u"admin token"_s}, {u"tries"_s, 10}}));
    }
    void strangersDoNotFillTheLog()
    {
        Stage stage;
        for (int i = 0; i < 100; ++i)
            stage.logins.noteRefused("203.0.113.5", u"user token"_s, 1);
        QCOMPARE(stage.log.entries.size(), AuditLogins::kMostPerMinute);
        stage.time.runFor(1min);
        stage.logins.noteRefused("203.0.113.5", u"user token"_s, 1);
        QCOMPARE(stage.log.entries.last().detail["left_out_before"_L1].toInt(), 100 - AuditLogins::kMostPerMinute);
        stage.logins.noteRefused("203.0.113.5", u"user token"_s, 1);
        QVERIFY(!stage.log.entries.last().detail.contains("left_out_before"_L1));
    }

private:
    struct Stage {
        Stage() { trail.start(); }
        /// Whoever still waits is let go, which frees its coroutine.
        ~Stage()
        {
            [](AuditTrail* what) -> QCoro::Task<void> {
                auto stopping = what->stop({"engine"_ba, u"engine_stopped"_s, {}, {}}, std::chrono::milliseconds(500));
                co_await stopping;
            }(&trail);
            time.runFor(2 * AuditTrail::kLookAtShelf);
        }
        testing::VirtualTime time;
        testing::VirtualClock clock{time, std::make_shared<testing::Life>()};
        testing::KeptAudit log;
        testing::KeptShelf shelf;
        AuditTrail trail{{log, shelf, clock}};
        AuditLogins logins{trail, clock};
    };
};

TONGDAI_TEST(AuditLoginsTest)

}  // namespace tongdai

#include "audit_logins_test.moc"
