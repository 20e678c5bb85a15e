#include "engine/work/desk/sight_queue.h"

#include "tests/engine/work/fakes/small_history.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// What an operator of a narrow sight does begins in the order they did it, however long the store takes.
class SightQueueTest : public QObject {
    Q_OBJECT

    const ConversationId m_seen{"fb:42"_ba};
    const ConversationId m_other{"fb:43"_ba};

    static InSight narrow()
    {
        InSight sight;
        sight.channels = {u"facebook"_s};
        return sight;
    }
    static QString wordsOf(const SightQueue::Answer& answer)
    {
        if (std::holds_alternative<StoreError>(answer)) return u"not read"_s;
        return std::get<bool>(answer) ? u"seen"_s : u"not seen"_s;
    }

private slots:
    void answersInTheOrderOfTheQuestions()
    {
        SmallHistory history;
        SightQueue queue{SightCheck(history)};
        QStringList answered;
        const auto say = [&answered](const QString& who) {
            return [&answered, who](const SightQueue::Answer& answer) { answered << who + u' ' + wordsOf(answer); };
        };
        const auto first = std::make_shared<OneShot<bool>>();
        history.held = first;
        queue.ask(narrow(), m_seen, false, say(u"first"_s));
        queue.ask(narrow(), m_seen, false, say(u"second"_s));
        queue.ask(narrow(), m_other, false, say(u"third"_s));
        queue.ask(narrow(), m_other, true, say(u"fourth"_s));
        QCOMPARE(answered, QStringList());
        first->set(true);
        QCOMPARE(answered, (QStringList{u"first seen"_s, u"second seen"_s, u"third not seen"_s, u"fourth seen"_s}));
    }

    void whatIsKnownIsNotRead()
    {
        SmallHistory history;
        history.isAway = true;
        SightQueue queue{SightCheck(history)};
        QStringList answered;
        const auto say = [&answered](const SightQueue::Answer& answer) { answered << wordsOf(answer); };
        queue.ask(narrow(), m_seen, true, say);
        queue.ask({}, m_seen, false, say);
        QCOMPARE(answered, (QStringList{u"seen"_s, u"seen"_s}));
        queue.ask(narrow(), m_seen, false, say);
        queue.ask(narrow(), m_seen, true, say);
        QCOMPARE(answered, (QStringList{u"seen"_s, u"seen"_s, u"not read"_s, u"seen"_s}));
    }

    void whoeverHasGoneIsNotAnswered()
    {
        SmallHistory history;
        auto queue = std::make_unique<SightQueue>(SightCheck(history));
        int answered = 0;
        const auto count = [&answered](const SightQueue::Answer&) { ++answered; };
        const auto first = std::make_shared<OneShot<bool>>();
        history.held = first;
        queue->ask(narrow(), m_seen, false, count);
        queue->ask(narrow(), m_seen, false, count);
        queue.reset();
        first->set(true);
        QCOMPARE(answered, 0);
    }
};

TONGDAI_TEST(SightQueueTest)

}  // namespace tongdai::testing

#include "sight_queue_test.moc"
