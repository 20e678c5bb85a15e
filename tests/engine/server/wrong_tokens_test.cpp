#include "engine/server/access/wrong_tokens.h"

#include "engine/server/chat/jwt_tokens.h"

#include "tests/support/hand_moved_clock.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class WrongTokensTest : public QObject {
    Q_OBJECT
    using Kind = WrongTokens::Kind;
    testing::HandMovedClock m_clock;
    QList<WrongTokens::Notice> m_told;
    std::unique_ptr<WrongTokens> m_tokens;
    const QHostAddress m_peer{u"198.51.100.7"_s};

    void tryTokens(int number, const QHostAddress& peer)
    {
        for (int i = 0; i < number; ++i)
            m_tokens->noteWrong(peer, u"admin token"_s);
    }

private slots:
    void init()
    {
        m_told.clear();
        m_tokens =
            std::make_unique<WrongTokens>(m_clock, [this](const WrongTokens::Notice& notice) { m_told << notice; });
    }
    void waitsGrow()
    {
        tryTokens(9, m_peer);
        QCOMPARE(m_tokens->wait(m_peer, Kind::Shop), 0ms);
        QList<qint64> waits;
        for (int i = 0; i < 8; ++i) {
            tryTokens(1, m_peer);
            waits << m_tokens->wait(m_peer, Kind::Shop).count() / 1000;
            m_clock.at += m_tokens->wait(m_peer, Kind::Shop);
            QCOMPARE(m_tokens->wait(m_peer, Kind::Shop), 0ms);
        }
        QCOMPARE(waits, (QList<qint64>{1, 2, 4, 8, 16, 32, 60, 60}));
    }
    void waitingIsNoTry()
    {
        tryTokens(10, m_peer);
        tryTokens(1000, m_peer);
        QCOMPARE(m_tokens->wait(m_peer, Kind::Shop), 1000ms);
        QCOMPARE(m_tokens->wrongTotal(), 1010);
    }
    void othersDoNotWait()
    {
        tryTokens(20, m_peer);
        QCOMPARE(m_tokens->wait(QHostAddress(u"198.51.100.8"_s), Kind::Shop), 0ms);
        tryTokens(10, QHostAddress(u"2001:db8::1"_s));
        QVERIFY(m_tokens->wait(QHostAddress(u"2001:db8::ffff:2"_s), Kind::Shop) > 0ms);  // one customer has a whole /64
    }
    void aTryLongAgoIsForgotten()
    {
        tryTokens(12, m_peer);
        m_clock.at += WrongTokens::kForgets;
        tryTokens(9, m_peer);
        QCOMPARE(m_tokens->wait(m_peer, Kind::Shop), 0ms);
    }
    void whoBroughtARightOneIsStillLookedAt()
    {
        m_tokens->noteRight(m_peer, Kind::Shop);
        tryTokens(10, m_peer);
        QCOMPARE(m_tokens->wait(m_peer, Kind::Shop), 0ms);
        QCOMPARE(m_tokens->wait(m_peer, Kind::User), 1000ms);
        QCOMPARE(m_tokens->wait(m_peer, Kind::Assistant), 1000ms);
        QCOMPARE(m_tokens->waitAfterWrong(m_peer), 1000ms);
        m_clock.at += WrongTokens::kRemembers;
        tryTokens(10, m_peer);
        QCOMPARE(m_tokens->wait(m_peer, Kind::Shop), 1000ms);
    }
    void tellsTheFirstAndEachThatWaits()
    {
        tryTokens(10, m_peer);
        m_clock.at += 1s;
        tryTokens(3, m_peer);
        QCOMPARE(m_told.size(), 3);
        QCOMPARE(m_told.at(0).tries, 1);
        QCOMPARE(m_told.at(1).tries, 10);
        QCOMPARE(m_told.at(2).tries, 11);
        QCOMPARE(m_told.at(2).peer, m_peer);
        QCOMPARE(m_told.at(2).what, u"admin token"_s);
    }
    /// What was right once is no try, and proves nothing any more.
    void aTokenThatIsOverIsNoTry()
    {
        using Checked = std::variant<chat::TokenClaims, chat::TokenProblem>;
        for (int i = 0; i < 20; ++i)
            chat::noteChecked(*m_tokens, m_peer, Checked(chat::TokenProblem::Expired));
        QCOMPARE(m_tokens->wait(m_peer, Kind::Shop), 0ms);
        QCOMPARE(m_tokens->wrongTotal(), 0);
        for (const auto problem :
             {chat::TokenProblem::BadSignature, chat::TokenProblem::WrongAlgorithm, chat::TokenProblem::Malformed}) {
            for (int i = 0; i < 4; ++i)
                chat::noteChecked(*m_tokens, m_peer, Checked(problem));
        }
        QVERIFY(m_tokens->wait(m_peer, Kind::Shop) > 0ms);
        chat::noteChecked(*m_tokens, m_peer, Checked(chat::TokenClaims()));
        QCOMPARE(m_tokens->wait(m_peer, Kind::User), 0ms);
        QVERIFY(m_tokens->wait(m_peer, Kind::Shop) > 0ms);  // everybody is given one of those
    }
    void manyAddressesAreNotKept()
    {
        tryTokens(10, m_peer);
        for (quint32 address = 0; address < 2 * WrongTokens::kMostAddresses; ++address)
            tryTokens(1, QHostAddress(0x0a000000 + address));
        QVERIFY(m_tokens->wait(m_peer, Kind::Shop) > 0ms);  // whoever waits is kept
        QVERIFY(m_tokens->addresses() <= WrongTokens::kMostAddresses);
    }
};

TONGDAI_TEST(WrongTokensTest)

}  // namespace tongdai

#include "wrong_tokens_test.moc"
