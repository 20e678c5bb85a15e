#include "ui/system/system_page.h"

#include "ui/common/shared_place.h"
#include "ui/common/widgets/card.h"
#include "ui/common/widgets/focus_ring.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/words/cause_words.h"
#include "ui/common/words/health_words.h"
#include "ui/system/autostart_box.h"
#include "ui/system/call_sample.h"
#include "ui/system/fact_list.h"
#include "ui/system/level_ladder.h"
#include "ui/system/part_table.h"
#include "ui/system/sample_shop_box.h"
#include "ui/system/token_row.h"
#include "ui/system/widget_box.h"

#include <QAction>
#include <QDesktopServices>
#include <QEvent>
#include <QScrollArea>
#include <QUrl>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

// Below this the second column goes under the first; grows with the text.
constexpr int kTwoSystemColumns = 900;

const QString kUsualListenError = u"Cannot listen on 127.0.0.1 port 8000: The bound address is already in use"_s;

}  // namespace

SystemPage::SystemPage(api::SystemStatus& status, api::SampleShop& sample, Look look, QWidget* parent)
    : Page(parent),
      m_status(status),
      m_look(look),
      m_listenError(new NoticeBar),
      m_historyTrouble(new NoticeBar),
      m_journalOrder(new NoticeBar),
      m_silentPages(new NoticeBar),
      m_ladder(new LevelLadder),
      m_parts(new PartTable(look)),
      m_tokenHint(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_platformToken(new TokenRow),
      m_adminToken(new TokenRow),
      m_call(new CallSample(look)),
      m_widget(new WidgetBox(look)),
      m_versions(new FactList),
      m_files(new FactList),
      m_sample(new SampleShopBox(sample)),
      m_leave(new QAction(this))
{
    setObjectName(u"system"_s);
    m_listenError->setObjectName(u"listenError"_s);
    m_historyTrouble->setObjectName(u"historyTrouble"_s);
    m_journalOrder->setObjectName(u"journalOrder"_s);
    m_silentPages->setObjectName(u"silentPages"_s);
    m_tokenHint->setWordWrap(true);
    m_platformToken->setObjectName(u"platformToken"_s);
    m_adminToken->setObjectName(u"adminToken"_s);
    buildCards();
    m_leave->setShortcut(QKeySequence(Qt::Key_Escape));
    m_leave->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(m_leave);
    connect(m_leave, &QAction::triggered, this, &Page::leaveRequested);
    connect(m_historyTrouble, &NoticeBar::actionChosen, this, [this] { m_status.acceptHistory(); });
    connect(&status, &api::SystemStatus::healthChanged, this, &SystemPage::readHealth);
    connect(&status, &api::SystemStatus::factsChanged, this, &SystemPage::readFacts);
    connect(&look.language, &Language::changed, this, &SystemPage::retranslate);
    connect(&look.theme, &Theme::changed, this, [this] {
        m_call->retranslate();  // their fonts are their own
        m_widget->retranslate();
        arrange();
    });
    retranslate();
}

void SystemPage::buildCards()
{
    m_health = new Card;
    m_health->content().addWidget(m_historyTrouble);
    m_health->content().addWidget(m_journalOrder);
    m_health->content().addWidget(m_silentPages);
    // One in the place of the other: a level says nothing of a shop that cannot be reached, and nothing moves.
    m_reach = new SharedPlace(*m_ladder, *m_listenError);
    m_health->content().addWidget(m_reach);
    m_health->content().addSpacing(4);
    m_health->content().addWidget(m_parts);
    m_connect = new Card;
    m_connect->content().addWidget(m_tokenHint);
    m_connect->content().addWidget(m_platformToken);
    m_connect->content().addWidget(m_adminToken);
    m_tryOut = new Card;
    m_tryOut->content().addWidget(m_call);
    m_webPage = new Card;
    m_webPage->content().addWidget(m_widget);
    m_about = new Card;
    m_about->content().addWidget(m_versions);
    m_places = new Card;
    m_places->content().addWidget(m_files);
    m_sampleShop = new Card;
    m_sampleShop->content().addWidget(m_sample);

    auto* sheet = new QWidget;
    m_left = new QVBoxLayout;
    m_right = new QVBoxLayout;
    for (QVBoxLayout* column : {m_left, m_right})
        column->setSpacing(16);
    m_columns = new QBoxLayout(QBoxLayout::LeftToRight, sheet);
    m_columns->setContentsMargins(20, 20, 20, 20);
    m_columns->setSpacing(16);
    m_columns->addLayout(m_left, 3);
    m_columns->addLayout(m_right, 2);
    for (Card* card : {m_health, m_connect, m_tryOut})
        m_left->addWidget(card);
    for (Card* card : {m_webPage, m_places, m_about, m_sampleShop})
        m_right->addWidget(card);
    m_left->addStretch(1);
    m_right->addStretch(1);

    m_scroll = new QScrollArea;
    m_scroll->setObjectName(u"systemScroll"_s);
    m_scroll->setWidget(sheet);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    new FocusRing(*m_scroll);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_scroll, 1);
}

void SystemPage::offerAutostart(AutostartEntry& entry)
{
    m_autostart = new AutostartBox(entry);
    m_start = new Card;
    m_start->content().addWidget(m_autostart);
    m_start->setHeading(tr("Start"));
    m_right->insertWidget(m_right->indexOf(m_places), m_start);
}

void SystemPage::focusFirst()
{
    m_scroll->setFocus();
}

void SystemPage::showWebChat()
{
    m_scroll->ensureWidgetVisible(m_webPage, 0, 20);
    m_widget->focusFirst();
}

void SystemPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    Page::changeEvent(event);
}

void SystemPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    arrange();
}

void SystemPage::arrange()
{
    const bool roomy = width() * 100 >= kTwoSystemColumns * m_look.theme.textScale();
    m_columns->setDirection(roomy ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void SystemPage::readHealth()
{
    HealthSnapshot snapshot = m_status.health();
    // It is well in itself, and yet nobody reaches it.
    if (!m_status.facts().listenError.isEmpty()) {
        for (PartHealth& health : snapshot.parts) {
            if (health.part != Part::Engine) continue;
            health.state = PartState::Down;
            health.endpoint.clear();
        }
    }
    m_ladder->setLevel(snapshot.level);
    m_parts->setHealth(snapshot);
    const QString trouble = HealthWords::historyTrouble(snapshot, m_look.formats());
    m_historyTrouble->setVisible(!trouble.isEmpty());
    m_historyTrouble->setNotice(Tone::Danger, trouble);
    m_historyTrouble->setAction(tr("It is the right one"));
    const QString order = HealthWords::journalOrder(snapshot);
    m_journalOrder->setVisible(!order.isEmpty());
    m_journalOrder->setNotice(Tone::Attention, order);
    const QString silent = HealthWords::silentPages(snapshot, m_look.formats());
    m_silentPages->setVisible(!silent.isEmpty());
    m_silentPages->setNotice(Tone::Attention, silent);
}

void SystemPage::readFacts()
{
    const api::SystemFacts facts = m_status.facts();
    const api::SystemTokens tokens = m_status.tokens();
    const bool isReached = facts.listenError.isEmpty();
    m_reach->showSecond(!isReached);
    readHealth();
    // Its room is kept also while there is nothing to be said.
    m_listenError->setNotice(
        Tone::Danger,
        tr("Nobody can deliver messages here: %1. Close the program "
           "that uses this address, or set another API_PORT in the settings file, and start Tongdai again.")
            .arg(CauseWords::of(isReached ? kUsualListenError : facts.listenError)));
    m_platformToken->setSecret(tokens.pancake);
    m_adminToken->setSecret(tokens.admin);
    m_tokenHint->setText(tokens.generated ? tr("Both were made by this program at its first start. They lie in a file "
                                               "only you can read.")
                                          : tr("Both come from your settings."));
    m_call->setCall(facts.engineUrl, tokens.pancake);
    m_widget->setEngine(facts.engineUrl, facts.webOrigins);
    m_versions->setFacts(
        {{.name = tr("Version"), .value = u"Tongdai %1 · Qt %2"_s.arg(facts.version, facts.qtVersion)},
         {.name = tr("Bot"), .value = aiWords(facts.aiMode), .isLiteral = false},
         {.name = tr("Chat platform"), .value = platformWords(facts.platformMode), .isLiteral = false},
         {.name = tr("Redis"), .value = redisWords(facts.redisMode), .isLiteral = false},
         {.name = tr("Message history"), .value = historyWords(facts.historyMode), .isLiteral = false}});
    const QString dataDir = facts.dataDir;
    const auto openDataDir = [dataDir] { QDesktopServices::openUrl(QUrl::fromLocalFile(dataDir)); };
    m_files->setFacts({{.name = tr("Engine address"), .value = facts.engineUrl.toString()},
                       {.name = tr("Data folder"), .value = dataDir, .buttonWords = tr("Open"), .press = openDataDir},
                       {.name = tr("Settings file"), .value = facts.settingsFile},
                       {.name = tr("Bot rules"), .value = facts.rulesFile},
                       {.name = tr("Log file"), .value = facts.logFile}});
}

QString SystemPage::aiWords(const QString& mode)
{
    if (mode == "rules"_L1) return tr("answers from the shop's own rules");
    if (mode == "http"_L1) return tr("an AI service over HTTP");
    if (mode == "openai"_L1) return tr("an OpenAI-compatible service");
    return mode;
}

QString SystemPage::platformWords(const QString& mode)
{
    return mode.isEmpty() ? tr("none: answers stay in the conversation") : mode;
}

QString SystemPage::redisWords(const QString& mode)
{
    return mode == "embedded"_L1 ? tr("private, started by this program") : mode;
}

QString SystemPage::historyWords(const QString& mode)
{
    return mode == "sqlite"_L1 ? tr("on this computer (SQLite)") : mode;
}

void SystemPage::retranslate()
{
    m_health->setHeading(tr("What works now"));
    m_connect->setHeading(tr("Access tokens"));
    m_tryOut->setHeading(tr("Try it"));
    m_webPage->setHeading(tr("Chat on your web page"));
    m_about->setHeading(tr("What is running"));
    m_places->setHeading(tr("Where things are"));
    m_sampleShop->setHeading(tr("Sample shop"));
    if (m_autostart) {
        m_start->setHeading(tr("Start"));
        m_autostart->retranslate();
    }
    m_platformToken->setName(tr("For the chat platform (PANCAKE_ACCESS_TOKEN)"));
    m_adminToken->setName(tr("For administration (ADMIN_ACCESS_TOKEN)"));
    m_leave->setText(tr("Back to the first page"));
    m_ladder->retranslate();
    m_parts->retranslate();
    m_platformToken->retranslate();
    m_adminToken->retranslate();
    m_sample->retranslate();
    readFacts();
}

}  // namespace tongdai
