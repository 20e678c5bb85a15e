#include "ui/live/card/shop_pane.h"

#include "tests/support/fake_shop_system.h"
#include "tests/support/test_registry.h"
#include "ui/common/look/system_scheme.h"

#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::FakeShopSystem;

namespace {

class ShopPaneDesktop final : public SystemScheme {
public:
    Scheme current() const override { return Scheme::Light; }
};

struct ShopPaneStage {
    explicit ShopPaneStage(LanguageChoice words = LanguageChoice::English, SchemeChoice scheme = SchemeChoice::Light)
    {
        language.setChoice(words);
        theme.setChoice(scheme);
        theme.install();
        shop.said = {true, 12, 4500};
        ShopCustomers found;
        found.customers = {
            {1, u"KH000018"_s, u"Chị Hoa"_s, 150000, {{u"DH01207"_s, u"Hoàn thành"_s, u"2025-11-20"_s, 398000}}}};
        found.age = 12s;
        shop.customersSaid = found;
    }
    void open()
    {
        pane = std::make_unique<ShopPane>(shop, Look{theme, language, &systemNow});
        pane->resize(300, 420);
        QCoreApplication::processEvents();
        pane->setConversation(ConversationId("c1"));
    }
    void saysNumber(const char* conversation, const QString& number)
    {
        CustomerDetails details;
        DetailValue said;
        said.value = number;
        details.values[DetailField::Phone] = {said};
        pane->setDetails(ConversationId(conversation), details);
        QCoreApplication::processEvents();
    }
    QString words() const
    {
        QStringList all;
        for (const QLabel* label : pane->findChildren<QLabel*>())
            all << label->text();
        return all.join(u'\n');
    }

    FakeShopSystem shop;
    ShopPaneDesktop desktop;
    Theme theme{desktop};
    Language language;
    std::unique_ptr<ShopPane> pane;
};

}  // namespace

/// What the shop's own system knows, beside the thread.
class ShopPaneTest : public QObject {
    Q_OBJECT

private slots:
    void isHiddenWithoutASystem()
    {
        ShopPaneStage stage;
        stage.shop.said = {};
        stage.open();
        stage.saysNumber("c1", u"0901234567"_s);
        QVERIFY(stage.pane->isHidden());
        QVERIFY(stage.shop.askedOf.isEmpty());
    }

    void asksOnceTheNumberIsKnown()
    {
        ShopPaneStage stage;
        stage.open();
        QVERIFY(stage.words().contains("not known yet"_L1));
        stage.saysNumber("c1", u"0901234567"_s);
        QCOMPARE(stage.shop.askedOf, QList{ConversationId("c1")});
        const QString words = stage.words();
        QVERIFY(words.contains(u"Chị Hoa · KH000018"_s));
        QVERIFY(words.contains(u"150,000 ₫"_s));
        QVERIFY(words.contains(u"398,000 ₫ · Hoàn thành"_s));
        QVERIFY(words.contains("12 s old"_L1));
    }

    void anotherCustomersFactsDoNotStay()
    {
        ShopPaneStage stage;
        stage.open();
        stage.saysNumber("c1", u"0901234567"_s);
        stage.pane->setConversation(ConversationId("c2"));
        QVERIFY(!stage.words().contains(u"Chị Hoa"_s));
        stage.saysNumber("c1", u"0909999999"_s);
        QCOMPARE(stage.shop.askedOf.size(), 1);
    }

    void troubleIsTold()
    {
        ShopPaneStage stage;
        stage.shop.customersSaid = api::DeskFailure{api::DeskError::Refused, u"Too many requests"_s};
        stage.open();
        stage.saysNumber("c1", u"0901234567"_s);
        QVERIFY(stage.words().contains("Too many requests"_L1));
    }

    void stockIsAskedForByWords()
    {
        ShopPaneStage stage;
        ShopStock stock;
        stock.lines = {{u"SP1"_s, u"Áo thun cotton - M"_s, u"Quận 1"_s, 199000, 4}};
        stock.age = 61s;
        stage.shop.stockSaid = stock;
        stage.open();
        stage.pane->show();
        auto* edit = stage.pane->findChild<QLineEdit*>(u"stockWords"_s);
        QTest::keyClicks(edit, u"ao M"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(stage.shop.wanted, QStringList{u"ao M"_s});
        QTRY_VERIFY(stage.words().contains(u"4 · Quận 1 · 199,000 ₫"_s));
        edit->clear();
        QVERIFY(!stage.words().contains(u"Quận 1"_s));
    }

    /// With TONGDAI_PICTURES=DIR the pictures are kept there for looking at.
    void fitsInBothLanguagesAndThemes()
    {
        for (const auto words : {LanguageChoice::English, LanguageChoice::Vietnamese}) {
            for (const auto scheme : {SchemeChoice::Light, SchemeChoice::Dark}) {
                ShopPaneStage stage(words, scheme);
                stage.open();
                stage.pane->show();
                stage.saysNumber("c1", u"0901234567"_s);
                for (int round = 0; round < 5; ++round) {
                    QCoreApplication::sendPostedEvents();
                    QCoreApplication::processEvents();
                }
                QVERIFY(stage.pane->sizeHint().width() <= 420);
                const QString folder = qEnvironmentVariable("TONGDAI_PICTURES");
                const QString name = u"card-%1-%2.png"_s.arg(int(words)).arg(int(scheme));
                if (!folder.isEmpty()) QVERIFY(stage.pane->grab().save(QDir(folder).filePath(name)));
            }
        }
    }
};

TONGDAI_TEST(ShopPaneTest)

}  // namespace tongdai

#include "shop_pane_gui_test.moc"
