#include "ui/system/system_page.h"

#include "tests/support/fake_system.h"
#include "tests/support/test_registry.h"
#include "ui/common/look/system_scheme.h"
#include "ui/common/widgets/card.h"
#include "ui/common/widgets/elided_label.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/system/call_sample.h"
#include "ui/system/token_row.h"
#include "ui/system/widget_box.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

class LightSystemDesktop final : public SystemScheme {
public:
    Scheme current() const override { return Scheme::Light; }
};

struct SystemStage {
    SystemStage()
    {
        language.setChoice(LanguageChoice::English);
        theme.install();
        page = std::make_unique<SystemPage>(system, sample, Look{theme, language, &systemNow});
    }
    QString everyWord() const
    {
        QStringList words;
        const QList<QLabel*> labels = page->findChildren<QLabel*>();
        for (const QLabel* label : labels)
            words << label->text() << label->accessibleName() << label->toolTip();
        const QList<ElidedLabel*> elided = page->findChildren<ElidedLabel*>();
        for (const ElidedLabel* label : elided)
            words << label->fullText();
        words << page->findChild<CallSample*>()->shownCall();
        return words.join(u'\n');
    }

    testing::FakeSystem system;
    testing::FakeSampleShop sample;
    LightSystemDesktop desktop;
    Theme theme{desktop};
    Language language;
    std::unique_ptr<SystemPage> page;
};

QPushButton* buttonOf(QWidget& widget, const QString& words)
{
    const QList<QPushButton*> buttons = widget.findChildren<QPushButton*>();
    for (QPushButton* button : buttons)
        if (button->text() == words) return button;
    return nullptr;
}

}  // namespace

class SystemPageTest : public QObject {
    Q_OBJECT
private slots:
    void saysWhereEverythingIs();
    void secretsStayHiddenUntilAsked();
    void copyTakesTheSecretWithoutShowingIt();
    void aBusyPortIsSaidInRed();
    void aBusyPortMovesNothing();
    void whyAPartIsAwayIsSaid();
    void aHistoryThatIsNotTheOneItWasIsSaidAndAccepted();
    void anUnknownOrderOfJournalsIsSaid();
    void aSilentPageIsSaid();
    void theSampleCallIsWhatAShellUnderstands();
    void theWidgetIsOneLineToCopy();
    void theWidgetSaysWhoseLineItIs();
    void sampleShopOpensAndIsRemoved();
    void aFailedSampleShopSaysWhy();
};

void SystemPageTest::saysWhereEverythingIs()
{
    const SystemStage stage;
    const QString words = stage.everyWord();
    const api::SystemFacts facts = stage.system.facts();
    for (const QString& wanted : {facts.engineUrl.toString(), facts.dataDir, facts.settingsFile, facts.logFile,
                                  facts.rulesFile, facts.version, u"Redis 7.0.15"_s, u"SQLite 3.40.1"_s})
        QVERIFY2(words.contains(wanted), qPrintable(wanted));
}

void SystemPageTest::secretsStayHiddenUntilAsked()
{
    const SystemStage stage;
    const QString secret = stage.system.tokens().pancake;
    QVERIFY(!stage.everyWord().contains(secret));
    auto* row = stage.page->findChild<TokenRow*>(u"platformToken"_s);
    buttonOf(*row, u"Show"_s)->click();
    QVERIFY(stage.everyWord().contains(secret));
    stage.page->show();
    stage.page->hide();
    QVERIFY(!stage.everyWord().contains(secret));
}

void SystemPageTest::copyTakesTheSecretWithoutShowingIt()
{
    const SystemStage stage;
    auto* row = stage.page->findChild<TokenRow*>(u"adminToken"_s);
    buttonOf(*row, u"Copy"_s)->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), stage.system.tokens().admin);
    QVERIFY(!stage.everyWord().contains(stage.system.tokens().admin));
}

void SystemPageTest::aBusyPortIsSaidInRed()
{
    SystemStage stage;
    auto* bar = stage.page->findChild<NoticeBar*>(u"listenError"_s);
    QVERIFY(bar->isHidden());
    api::SystemFacts facts = stage.system.facts();
    facts.engineUrl.clear();
    facts.listenError = u"127.0.0.1:8000 is in use"_s;
    stage.system.setFacts(facts);
    QVERIFY(!bar->isHidden());
    QCOMPARE(bar->tone(), Tone::Danger);
    QVERIFY(bar->sentence().contains(facts.listenError));
}

/// It comes after the window: whoever is about to press something keeps it under the pointer.
void SystemPageTest::aBusyPortMovesNothing()
{
    for (const auto words : {LanguageChoice::English, LanguageChoice::Vietnamese}) {
        SystemStage stage;
        stage.language.setChoice(words);
        for (const QSize room : {QSize(1302, 680), QSize(846, 431), QSize(619, 303)}) {
            api::SystemFacts facts = stage.system.facts();
            facts.listenError.clear();
            stage.system.setFacts(facts);
            stage.page->resize(room);
            stage.page->show();
            QCoreApplication::processEvents();
            const auto places = [&stage] {
                QList<QRect> all;
                for (const Card* card : stage.page->findChildren<Card*>())
                    all << QRect(card->mapTo(stage.page.get(), QPoint()), card->size());
                return all;
            };
            const QList<QRect> before = places();
            facts.listenError = u"Cannot listen on 127.0.0.1 port 8000: The bound address is already in use"_s;
            stage.system.setFacts(facts);
            QCoreApplication::processEvents();
            QVERIFY(stage.page->findChild<NoticeBar*>(u"listenError"_s)->isVisible());
            QCOMPARE(places(), before);
        }
    }
}

/// F41
void SystemPageTest::aHistoryThatIsNotTheOneItWasIsSaidAndAccepted()
{
    SystemStage stage;
    auto* bar = stage.page->findChild<NoticeBar*>(u"historyTrouble"_s);
    QVERIFY(bar->isHidden());
    const TimePoint at = stage.system.health().at - std::chrono::hours(1);
    QStringList sentences;
    for (const AuditHealth& audit :
         {AuditHealth{AuditState::Older, 3, at, at}, AuditHealth{AuditState::Older, 3, at, {}},
          AuditHealth{AuditState::Altered, 0, at, {}}, AuditHealth{AuditState::Replaced, 0, at, {}}}) {
        stage.system.setAudit(audit);
        QVERIFY(!bar->isHidden());
        QCOMPARE(bar->tone(), Tone::Danger);
        QVERIFY2(bar->sentence().contains(u":02"_s), qPrintable(bar->sentence()));
        sentences << bar->sentence();
    }
    QCOMPARE(sentences.removeDuplicates(), 0);
    buttonOf(*bar, u"It is the right one"_s)->click();
    QCOMPARE(stage.system.accepted, 1);
    stage.system.setAudit({});
    QVERIFY(bar->isHidden());
}

void SystemPageTest::anUnknownOrderOfJournalsIsSaid()
{
    SystemStage stage;
    auto* bar = stage.page->findChild<NoticeBar*>(u"journalOrder"_s);
    QVERIFY(bar->isHidden());
    stage.system.setJournalOrderKnown(false);
    QVERIFY(!bar->isHidden());
    QVERIFY2(bar->sentence().contains(u"order"_s), qPrintable(bar->sentence()));
    stage.language.setChoice(LanguageChoice::Vietnamese);
    QVERIFY2(bar->sentence().contains(u"sổ cục bộ"_s), qPrintable(bar->sentence()));
    stage.system.setJournalOrderKnown(true);
    QVERIFY(bar->isHidden());
}

void SystemPageTest::aSilentPageIsSaid()
{
    SystemStage stage;
    auto* bar = stage.page->findChild<NoticeBar*>(u"silentPages"_s);
    QVERIFY(bar->isHidden());
    const TimePoint since = stage.system.health().at;
    const TimePoint longer = since - std::chrono::hours(2);
    const auto moment = [&](TimePoint time) { return stage.language.formats().moment(time, since); };
    // Each has been silent for its own time.
    stage.system.setSilentPages({{u"Áo Xinh"_s, longer}, {u"Áo Xinh Zalo"_s, since}});
    QVERIFY(!bar->isHidden());
    QVERIFY(moment(longer) != moment(since));
    const QString said = u"from Áo Xinh since %1, Áo Xinh Zalo since %2,"_s.arg(moment(longer), moment(since));
    QVERIFY2(bar->sentence().contains(said), qPrintable(bar->sentence()));
    stage.language.setChoice(LanguageChoice::Vietnamese);
    QVERIFY2(bar->sentence().contains(u"từ Áo Xinh (kể từ "_s), qPrintable(bar->sentence()));
    stage.system.setSilentPages({});
    QVERIFY(bar->isHidden());
}

void SystemPageTest::whyAPartIsAwayIsSaid()
{
    SystemStage stage;
    stage.system.setState(Part::Redis, PartState::Down, u"connect: Connection refused"_s);
    QVERIFY(stage.everyWord().contains(u"connect: Connection refused"_s));
    stage.system.setState(Part::Redis, PartState::Ok);
    QVERIFY(!stage.everyWord().contains(u"connect: Connection refused"_s));
}

void SystemPageTest::theSampleCallIsWhatAShellUnderstands()
{
    const QString greeting = u"Chị Hạnh's \"áo\" \\ $HOME %1?"_s;
    QString line = CallSample::curlLine(QUrl(u"http://127.0.0.1:8000"_s), u"t'oken"_s, greeting, systemNow());
    // The shell splits the line for us; printf stands in for curl.
    line.replace(0, 4, u"printf '%s\\n--\\n'"_s);
    QProcess shell;
    shell.start(u"/bin/sh"_s, {u"-c"_s, line});
    QVERIFY(shell.waitForFinished());
    const QStringList arguments = QString::fromUtf8(shell.readAllStandardOutput()).split(u"\n--\n"_s);
    QVERIFY(arguments.contains(u"http://127.0.0.1:8000/api/v1/enhanced-handle-message"_s));
    QVERIFY(arguments.contains(u"Authorization: Bearer t'oken"_s));
    const QString body = arguments.value(arguments.indexOf(u"-d"_s) + 1);
    const QJsonObject json = QJsonDocument::fromJson(body.toUtf8()).object();
    QCOMPARE(json[u"message_content"_s].toString(), greeting);
    for (const QString& field :
         {u"conversation_id"_s, u"message_id"_s, u"sender_id"_s, u"sender_type"_s, u"timestamp"_s, u"metadata"_s})
        QVERIFY2(json.contains(field), qPrintable(field));
}

void SystemPageTest::theWidgetIsOneLineToCopy()
{
    SystemStage stage;
    auto* box = stage.page->findChild<WidgetBox*>();
    const QString line = u"<script src=\"http://127.0.0.1:8000/widget.js\" async></script>"_s;
    QCOMPARE(box->findChild<QPlainTextEdit*>(u"embedLine"_s)->toPlainText(), line);
    buttonOf(*box, u"Copy"_s)->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), line);
    QCOMPARE(WidgetBox::demoPage(QUrl(u"http://127.0.0.1:8000"_s)), QUrl(u"http://127.0.0.1:8000/demo"_s));
    QVERIFY(stage.everyWord().contains(u"ALLOWED_ORIGINS"_s));
    QVERIFY(stage.everyWord().contains(u"this computer alone"_s));
}

void SystemPageTest::theWidgetSaysWhoseLineItIs()
{
    SystemStage stage;
    api::SystemFacts facts = stage.system.facts();
    facts.engineUrl = QUrl(u"https://chat.shop.example"_s);
    facts.webOrigins = {u"https://shop.example"_s};
    stage.system.setFacts(facts);
    QVERIFY(stage.everyWord().contains(u"On, for the pages of https://shop.example."_s));
    QVERIFY(!stage.everyWord().contains(u"this computer alone"_s));
    facts.engineUrl = {};
    stage.system.setFacts(facts);
    QVERIFY(stage.everyWord().contains(u"Off: the engine is not listening yet."_s));
    QVERIFY(!stage.page->findChild<QPushButton*>(u"openDemo"_s)->isEnabled());
}

void SystemPageTest::sampleShopOpensAndIsRemoved()
{
    SystemStage stage;
    buttonOf(*stage.page, u"Open the sample shop"_s)->click();
    QVERIFY(stage.sample.isOpen());
    buttonOf(*stage.page, u"Remove the sample shop"_s)->click();
    QVERIFY(!stage.sample.isOpen());
}

void SystemPageTest::aFailedSampleShopSaysWhy()
{
    SystemStage stage;
    stage.sample.trouble = u"disk full"_s;
    QPushButton* open = buttonOf(*stage.page, u"Open the sample shop"_s);
    open->click();
    QVERIFY(stage.everyWord().contains(u"disk full"_s));
    QVERIFY(open->isEnabled());
}

TONGDAI_TEST(SystemPageTest)

}  // namespace tongdai

#include "system_page_gui_test.moc"
