#include "engine/server/chat/newest_claims.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace std::chrono_literals;
using chat::NewestClaims;

class NewestClaimsTest : public QObject {
    Q_OBJECT

    const SenderId m_an{"an"};
    const TimePoint m_noon{1'763'712'000'000ms};

    static std::optional<ChatRole> actsAs(ChatRole letIn, std::optional<ChatRole> claimed)
    {
        Participant participant;
        participant.role = letIn;
        return roleIn(participant, claimed);
    }

private slots:
    void takesATokenAtItsWord()
    {
        NewestClaims claims;
        QVERIFY(claims.ruling(m_an, ChatRole::Client, m_noon) == ChatRole::Client);
        QVERIFY(claims.ruling(m_an, ChatRole::Admin, m_noon + 1s) == ChatRole::Admin);
        QVERIFY(claims.ruling(SenderId("ba"), ChatRole::Admin, m_noon - 1h) == ChatRole::Admin);
    }
    void givesAnOlderTokenNoMoreThanANewerOneSays()
    {
        NewestClaims claims;
        claims.ruling(m_an, ChatRole::Admin, m_noon);
        claims.ruling(m_an, ChatRole::Freelancer, m_noon + 1s);
        QVERIFY(claims.ruling(m_an, ChatRole::Admin, m_noon) == ChatRole::Freelancer);
        QVERIFY(claims.ruling(m_an, ChatRole::Arbitrator, m_noon) == ChatRole::Freelancer);
        QVERIFY(claims.ruling(m_an, ChatRole::Client, m_noon) == ChatRole::Client);
        QVERIFY(claims.ruling(m_an, ChatRole::Admin, m_noon + 2s) == ChatRole::Admin);
        // Promoted since: what is older and says less stays so.
        QVERIFY(claims.ruling(m_an, ChatRole::Client, m_noon) == ChatRole::Client);
    }
    void neverGivesMoreThanEitherSays()
    {
        QVERIFY(actsAs(ChatRole::Client, ChatRole::Admin) == ChatRole::Client);
        QVERIFY(actsAs(ChatRole::Freelancer, ChatRole::Client) == ChatRole::Freelancer);
        QVERIFY(actsAs(ChatRole::Admin, ChatRole::Admin) == ChatRole::Admin);
        QVERIFY(actsAs(ChatRole::Arbitrator, ChatRole::Admin) == ChatRole::Arbitrator);
        QVERIFY(actsAs(ChatRole::Admin, ChatRole::Client) == std::nullopt);
        QVERIFY(actsAs(ChatRole::Arbitrator, ChatRole::Freelancer) == std::nullopt);
        QVERIFY(actsAs(ChatRole::Admin, std::nullopt) == ChatRole::Admin);  // its token says no role
    }
};

TONGDAI_TEST(NewestClaimsTest)

}  // namespace tongdai::testing

#include "newest_claims_test.moc"
