#include "engine/domain/shop/reply_window.h"

#include "engine/domain/conversation/answer_card.h"
#include "engine/domain/shop/page_line.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Until when a platform takes an answer to a customer of a page (features B9).
class ReplyWindowTest : public QObject {
    Q_OBJECT

    using State = ReplyWindow::State;
    const TimePoint m_wrote{1'764'000'000s};

    /// In the inbox of a page there; the customer wrote at m_wrote.
    Conversation on(const QString& platform) const
    {
        Conversation conversation;
        conversation.channel = platform;
        conversation.metadata = {{QString(kPageKey), toJson(PageAddress{"1029"})}};
        conversation.lastMessageTimestamp = toUnixSeconds(m_wrote);
        return conversation;
    }

    static StoredMessage line(Speaker speaker, TimePoint at)
    {
        StoredMessage message;
        message.body = u"Dạ"_s;
        message.speaker = speaker;
        message.sentAt = toUnixSeconds(at);
        message.receivedAt = at;
        return message;
    }

    /// Lines in the order of the thread.
    static ReplyTerms terms(const Conversation& conversation, const std::vector<StoredMessage>& lines = {})
    {
        ReplyTerms found(conversation);
        for (auto line = lines.rbegin(); line != lines.rend(); ++line)
            found.lookAt(*line);
        return found;
    }

private slots:
    void firstAnybodyThenPeopleThenNobody_data()
    {
        QTest::addColumn<qint64>("since");
        QTest::addColumn<int>("state");
        QTest::addColumn<qint64>("left");
        const auto ms = [](std::chrono::milliseconds time) { return qint64(time.count()); };
        QTest::newRow("at once") << ms(0ms) << int(State::Open) << ms(24h);
        QTest::newRow("the drawing's") << ms(2h + 46min) << int(State::Open) << ms(21h + 14min);
        QTest::newRow("the last moment of a day") << ms(24h - 1ms) << int(State::Open) << ms(1ms);
        QTest::newRow("a day") << ms(24h) << int(State::PeopleOnly) << ms(6 * 24h);
        QTest::newRow("the last moment of a week") << ms(7 * 24h - 1ms) << int(State::PeopleOnly) << ms(1ms);
        QTest::newRow("a week") << ms(7 * 24h) << int(State::Closed) << ms(0ms);
        QTest::newRow("a year") << ms(365 * 24h) << int(State::Closed) << ms(0ms);
        QTest::newRow("a clock that runs ahead") << ms(-50s) << int(State::Open) << ms(24h);
    }
    void firstAnybodyThenPeopleThenNobody()
    {
        QFETCH(qint64, since);
        QFETCH(int, state);
        QFETCH(qint64, left);
        for (const QString& platform : {u"facebook"_s, u"instagram"_s, u"Facebook"_s}) {
            const auto window = terms(on(platform)).at(m_wrote + std::chrono::milliseconds(since));
            QVERIFY(window);
            QCOMPARE(int(window->state), state);
            QCOMPARE(qint64(window->left.count()), left);
            QCOMPARE(window->isClosed(), state == int(State::Closed));
            QVERIFY(!window->repliesLeft);
        }
    }

    void theLastHourIsShort()
    {
        const ReplyTerms facebook = terms(on(u"facebook"_s));
        QVERIFY(!facebook.at(m_wrote + 23h)->isShort());
        QVERIFY(facebook.at(m_wrote + 23h + 1ms)->isShort());
        QVERIFY(!facebook.at(m_wrote + 24h)->isShort());
        QVERIFY(facebook.at(m_wrote + 7 * 24h - 1min)->isShort());
    }

    void zaloCountsWhatWasSaidSince()
    {
        std::vector<StoredMessage> lines{line(Speaker::Bot, m_wrote - 2h), line(Speaker::Customer, m_wrote)};
        const Conversation zalo = on(u"zalo"_s);
        QCOMPARE(terms(zalo, lines).at(m_wrote + 1h)->repliesLeft, std::optional(8));
        lines.push_back(line(Speaker::Bot, m_wrote + 1min));
        lines.push_back(line(Speaker::Note, m_wrote + 2min));
        lines.push_back(line(Speaker::System, m_wrote + 2min));
        lines.push_back(line(Speaker::Operator, m_wrote + 3min));
        StoredMessage proposal = line(Speaker::Bot, m_wrote + 4min);
        proposal.metadata = {{u"sent"_s, false}};
        lines.push_back(proposal);
        StoredMessage refused = line(Speaker::Operator, m_wrote + 5min);
        Delivery dead;
        dead.state = OutboxState::Dead;
        refused.metadata = {{u"delivery"_s, toJson(dead)}};
        lines.push_back(refused);
        StoredMessage here = line(Speaker::Operator, m_wrote + 5min);
        Delivery nowhere;
        nowhere.state = OutboxState::Sent;
        nowhere.conversationOnly = true;
        here.metadata = {{u"delivery"_s, toJson(nowhere)}};
        lines.push_back(here);
        const auto two = terms(zalo, lines).at(m_wrote + 47h);
        QCOMPARE(two->repliesLeft, std::optional(6));
        QVERIFY(!two->isShort());
        QVERIFY(!terms(zalo, lines).at(m_wrote + 48h)->repliesLeft);
        QCOMPARE(int(terms(zalo, lines).at(m_wrote + 48h)->state), int(State::Open));
        QVERIFY(terms(zalo, lines).at(m_wrote + 7 * 24h)->isClosed());
        for (int i = 0; i < 9; ++i)
            lines.push_back(line(Speaker::Operator, m_wrote + 6min));
        const auto none = terms(zalo, lines).at(m_wrote + 1h);
        QCOMPARE(none->repliesLeft, std::optional(0));
        QVERIFY(none->isShort());
        QVERIFY(!none->isClosed());
    }

    /// As many as arrive there.
    void zaloCountsTextsAndPieces()
    {
        std::vector<StoredMessage> lines{line(Speaker::Customer, m_wrote), line(Speaker::Operator, m_wrote + 1min)};
        const Conversation zalo = on(u"zalo"_s);
        lines.back().body = QString(2 * mostLetters(u"zalo"_s) + 1, u'a');
        QCOMPARE(terms(zalo, lines).at(m_wrote + 1h)->repliesLeft, std::optional(5));
        AnswerCard card;
        card.actions = {{ActionType::SendMessage, {{u"text"_s, u"Dạ còn ạ"_s}}},
                        {ActionType::EndConversation, {}},
                        {ActionType::SendMessage, {{u"text"_s, u"Chị lấy màu nào?"_s}}}};
        QCOMPARE(saidBy(card.actions).size(), 2);
        lines.push_back(line(Speaker::Bot, m_wrote + 2min));
        lines.back().metadata = toJson(card);
        QCOMPARE(terms(zalo, lines).at(m_wrote + 1h)->repliesLeft, std::optional(3));
    }

    /// What came late is the row's newest, and not the customer's.
    void theNewestLineCounts()
    {
        const std::vector<StoredMessage> lines{line(Speaker::Customer, m_wrote + 3h),
                                               line(Speaker::Operator, m_wrote + 4h), line(Speaker::Customer, m_wrote)};
        QCOMPARE(terms(on(u"facebook"_s), lines).at(m_wrote + 5h)->left, std::chrono::milliseconds(22h));
        QCOMPARE(terms(on(u"zalo"_s), lines).at(m_wrote + 5h)->repliesLeft, std::optional(7));
        // And a row may be newer than all lines that are looked at: what was said since nobody knows.
        Conversation ahead = on(u"zalo"_s);
        ahead.lastMessageTimestamp = toUnixSeconds(m_wrote + 5h);
        QVERIFY(terms(ahead, lines).at(m_wrote + 5h));
        QVERIFY(!terms(ahead, lines).at(m_wrote + 5h)->repliesLeft);
        QVERIFY(!terms(on(u"zalo"_s), {line(Speaker::Operator, m_wrote + 1h)}).at(m_wrote + 2h)->repliesLeft);
    }

    /// Ten years ahead by its sender's clock: it came when it came.
    void aWrongClockGivesNoLongerWindow()
    {
        StoredMessage wrong = line(Speaker::Customer, m_wrote);
        wrong.sentAt = toUnixSeconds(m_wrote + 3650 * 24h);
        StoredMessage without = line(Speaker::Customer, m_wrote);
        without.sentAt = 0;
        for (const StoredMessage& each : {wrong, without}) {
            Conversation conversation = on(u"facebook"_s);
            conversation.lastMessageTimestamp = 0;
            QCOMPARE(terms(conversation, {each}).at(m_wrote + 1h)->left, std::chrono::milliseconds(23h));
        }
    }

    void nothingIsSaidWhereNothingIsKnown()
    {
        for (const QString& platform : {u"tiktok"_s, u"web"_s, u"facebook_ads"_s, QString()}) {
            QVERIFY(!terms(on(platform)).rule());
            QVERIFY(!terms(on(platform)).at(m_wrote));
        }
        QVERIFY(!ReplyTerms().at(m_wrote));
        Conversation comment = on(u"facebook"_s);
        comment.metadata = {{QString(kPageKey), toJson(PageAddress{"1029", true, "7"})}};
        QVERIFY(!terms(comment).at(m_wrote));
        Conversation elsewhere = on(u"facebook"_s);
        elsewhere.metadata = {{u"platform"_s, u"facebook"_s}};
        QVERIFY(!terms(elsewhere).at(m_wrote));
        Conversation silent = on(u"facebook"_s);
        silent.lastMessageTimestamp = 0;
        QVERIFY(!terms(silent, {line(Speaker::Operator, m_wrote)}).at(m_wrote));
    }
};

TONGDAI_TEST(ReplyWindowTest)

}  // namespace tongdai

#include "reply_window_test.moc"
