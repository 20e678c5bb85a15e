#include "tests/support/long_tests.h"
#include "tests/support/test_registry.h"
#include "tests/ui/opened_page.h"
#include "ui/live/conversation_pane.h"
#include "ui/live/list/search_pane.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QRandomGenerator>
#include <QWindow>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::OpenedPage;

namespace {

constexpr int kSteps = 2000;
constexpr char16_t kFirstLetter = 0x4E00;
constexpr int kStepMs = 1000 / 12;  // a quick typist; waited for in the long form

/// Somebody who clicks, types and goes on without looking, while customers go on writing. Each conversation is typed to
/// in a letter of its own, so that whatever stands anywhere says where it was meant for.
class HastyOperator {
public:
    explicit HastyOperator(quint32 seed) : m_random(seed)
    {
        m_stage.page.conversations()->setQueue(WorkQueue::All);
        m_stage.settle();
        // What is typed to one is how the next one's name begins: a list that searched by letters would open that one.
        for (Conversation& conversation : m_stage.desk.conversations) {
            m_letters.insert(conversation.id, QChar(kFirstLetter + int(m_letters.size())));
            conversation.customerName = QChar(kFirstLetter + int(m_letters.size())) + u' ' + conversation.customerName;
            m_stage.desk.report(conversation.id);
        }
        m_stage.page.windowHandle()->requestActivate();
        m_stage.page.setUpdatesEnabled(false);  // nobody looks, and painting is most of what it costs
        clickRow();
    }
    void step(int number)
    {
        switch (below(20)) {
            case 0:
            case 1: clickRow(); break;
            case 2: clickSomething(); break;
            case 3: clickAnywhere(); break;
            case 4:
            case 5:
            case 6: write(number); break;
            case 7: pressKey(); break;
            case 8: press(below(3) ? Qt::Key_Return : Qt::Key_Escape); break;
            default: type(number); break;
        }
        if (testing::isLong())
            QTest::qWait(kStepMs);
        else if (number % 3 == 0)
            m_stage.settle();
    }
    /// What stands where it was not meant for; empty: nothing does.
    QString misplaced()
    {
        if (!m_swap.isEmpty()) return m_swap;
        const ConversationId open = openOne();
        const QString box = m_stage.box().toPlainText();
        if (!isOnly(box, open)) return u"in the box of %1: %2"_s.arg(open.toString(), box);
        for (const auto& sent : m_stage.desk.sent) {
            if (!isOnly(sent.text, sent.conversation))
                return u"sent to %1: %2"_s.arg(sent.conversation.toString(), sent.text);
        }
        for (auto it = m_letters.cbegin(); it != m_letters.cend(); ++it) {
            const QString draft = m_stage.page.view()->drafts().draft(it.key()).text;
            if (!isOnly(draft, it.key())) return u"in the draft of %1: %2"_s.arg(it.key().toString(), draft);
        }
        return {};
    }
    int typed() const { return m_typed; }
    int opened() const { return int(m_opened.size()); }
    int sent() const { return int(m_stage.desk.sent.size()); }

private:
    int below(int limit) { return int(m_random.bounded(limit)); }
    ConversationId openOne() const
    {
        const auto& open = const_cast<OpenedPage&>(m_stage).page.view()->conversation();
        return open ? open->id : ConversationId();
    }
    bool isOnly(const QString& text, const ConversationId& of) const
    {
        const QChar own = m_letters.value(of);
        return std::all_of(text.begin(), text.end(), [own](QChar c) { return c == own || c.isSpace(); });
    }
    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_stage.page.windowHandle(), Qt::Key(key), modifiers);
    }
    /// A word, to whatever has the focus; what is looked for is no letter to a customer. Whoever writes a word means
    /// the one who was open at its beginning, and customers go on writing meanwhile.
    void type(int number)
    {
        const ConversationId open = openOne();
        if (open.isEmpty() || qobject_cast<QLineEdit*>(QApplication::focusWidget())) return;
        m_opened.insert(open);
        for (int letters = 1 + below(5); letters > 0; --letters) {
            ++m_typed;
            QTest::sendKeyEvent(QTest::Click, m_stage.page.windowHandle(), Qt::Key_unknown,
                                QString(m_letters.value(open)), {});
            if (below(6) == 0) write(number);
        }
        if (openOne() != open) m_swap = u"writing to %1 opened %2"_s.arg(open.toString(), openOne().toString());
        const QString box = m_stage.box().toPlainText();
        if (box.isEmpty()) m_swap = u"what was written to %1 stands nowhere"_s.arg(open.toString());
    }
    void pressKey()
    {
        static constexpr std::pair<int, Qt::KeyboardModifiers> kKeys[] = {
            {Qt::Key_Down, Qt::NoModifier},   {Qt::Key_Up, Qt::NoModifier},         {Qt::Key_F8, Qt::NoModifier},
            {Qt::Key_F8, Qt::ShiftModifier},  {Qt::Key_Down, Qt::AltModifier},      {Qt::Key_Up, Qt::AltModifier},
            {Qt::Key_Tab, Qt::NoModifier},    {Qt::Key_Backtab, Qt::ShiftModifier}, {Qt::Key_F6, Qt::NoModifier},
            {Qt::Key_1, Qt::AltModifier},     {Qt::Key_4, Qt::AltModifier},         {Qt::Key_6, Qt::AltModifier},
            {Qt::Key_F2, Qt::NoModifier},     {Qt::Key_F9, Qt::NoModifier},         {Qt::Key_E, Qt::ControlModifier},
            {Qt::Key_F, Qt::ControlModifier}, {Qt::Key_I, Qt::ControlModifier},     {Qt::Key_M, Qt::ControlModifier},
            {Qt::Key_D, Qt::ControlModifier}, {Qt::Key_Space, Qt::NoModifier},      {Qt::Key_Home, Qt::NoModifier},
            {Qt::Key_End, Qt::NoModifier},    {Qt::Key_PageDown, Qt::NoModifier}};
        const auto& [key, modifiers] = kKeys[below(int(std::size(kKeys)))];
        press(key, modifiers);
    }
    void clickAt(QWidget& part, const QPoint& at)
    {
        QTest::mouseClick(m_stage.page.windowHandle(), Qt::LeftButton, {}, part.mapTo(&m_stage.page, at));
    }
    void clickRow()
    {
        QListView& list = *m_stage.page.conversations()->list();
        if (!list.isVisible()) return press(Qt::Key_Escape);
        clickAt(*list.viewport(), {40 + below(100), below(list.viewport()->height())});
    }
    void clickSomething()
    {
        static const QStringList kNames{u"queue1"_s,   u"queue2"_s,    u"queue4"_s,     u"queue6"_s,      u"take"_s,
                                        u"flip"_s,     u"close"_s,     u"send"_s,       u"newBelow"_s,    u"resort"_s,
                                        u"modeNote"_s, u"modeReply"_s, u"openSearch"_s, u"recentBotAll"_s};
        auto* part = m_stage.page.findChild<QAbstractButton*>(kNames.at(below(int(kNames.size()))));
        if (part && part->isVisible()) clickAt(*part, part->rect().center());
    }
    void clickAnywhere()
    {
        QWidget* const part = m_stage.page.childAt(below(m_stage.page.width()), below(m_stage.page.height()));
        // A menu would wait for an answer.
        if (part && part->objectName() != u"order"_s) clickAt(*part, {below(part->width()), below(part->height())});
    }
    /// A customer, somebody known or just come.
    void write(int number)
    {
        const auto& all = m_stage.desk.conversations;
        m_stage.desk.say(all[size_t(below(int(all.size())))].id, Speaker::Customer, u"tin %1"_s.arg(number));
    }

    OpenedPage m_stage{true, {}};
    QRandomGenerator m_random;
    QHash<ConversationId, QChar> m_letters;
    QSet<ConversationId> m_opened;
    int m_typed = 0;
    QString m_swap;  ///< what writing itself did
};

}  // namespace

/// No letter ever lands with a customer who was not the open one when it was typed, whatever is clicked, pressed and
/// received meanwhile. TONGDAI_LONG_TESTS=1 takes the time a person takes, three times.
class CustomerSwapTest : public QObject {
    Q_OBJECT

private slots:
    void everyLetterStaysWithTheOneItWasTypedTo_data()
    {
        QTest::addColumn<quint32>("seed");
        QTest::newRow("one") << 20261128U;
        if (!testing::isLong()) return;
        QTest::newRow("two") << 7U;
        QTest::newRow("three") << 4711U;
    }
    void everyLetterStaysWithTheOneItWasTypedTo()
    {
        QFETCH(const quint32, seed);
        HastyOperator hasty(seed);
        for (int step = 0; step < kSteps; ++step) {
            hasty.step(step);
            const QString misplaced = hasty.misplaced();
            QVERIFY2(misplaced.isEmpty(), qPrintable(u"step %1, %2"_s.arg(step).arg(misplaced)));
        }
        // Or it would have shown nothing.
        QVERIFY2(
            hasty.typed() > 1000 && hasty.opened() > 10 && hasty.sent() > 10,
            qPrintable(u"typed %1, opened %2, sent %3"_s.arg(hasty.typed()).arg(hasty.opened()).arg(hasty.sent())));
    }
};

TONGDAI_TEST(CustomerSwapTest)

}  // namespace tongdai

#include "customer_swap_gui_test.moc"
