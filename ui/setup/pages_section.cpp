#include "ui/setup/pages_section.h"

#include "ui/common/widgets/card.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/words/cause_words.h"
#include "ui/common/words/platform_words.h"
#include "ui/live/live_words.h"
#include "ui/setup/page_row.h"
#include "ui/setup/test_panel.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHostAddress>
#include <QLineEdit>
#include <QPushButton>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kLooksEvery = 10s;

/// Nobody outside gets there.
bool isOnlyHere(const QString& address)
{
    const QString name = QUrl(address).host();
    if (name == "localhost"_L1) return true;
    const QHostAddress host(name);
    if (host.isNull()) return false;
    if (host.isLoopback() || host.isLinkLocal() || host.isUniqueLocalUnicast() || host.isEqual(QHostAddress::Any))
        return true;
    for (const auto subnet : {"10.0.0.0/8"_L1, "172.16.0.0/12"_L1, "192.168.0.0/16"_L1}) {
        if (host.isInSubnet(QHostAddress::parseSubnet(subnet))) return true;
    }
    return false;
}

}  // namespace

PagesSection::PagesSection(SetupDoors doors, Look look, QWidget* parent)
    : SetupSection(parent),
      m_doors(doors),
      m_look(look),
      m_card(new Card),
      m_formCard(new Card),
      m_testCard(new Card),
      m_fixed(new NoticeBar),
      m_outcome(new NoticeBar),
      m_meaning(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_rowsLayout(new QVBoxLayout),
      m_platform(new QComboBox),
      m_id(new QLineEdit),
      m_name(new QLineEdit),
      m_token(new QLineEdit),
      m_problem(new RoleLabel(TextRole::List, ColorRole::Danger)),
      m_save(new QPushButton),
      m_test(new QPushButton),
      m_panel(new TestPanel(doors.tester, look))
{
    setObjectName(u"pages"_s);
    build();
    m_tick.setInterval(kLooksEvery);
    connect(&m_tick, &QTimer::timeout, this, &PagesSection::askLooks);
    for (QLineEdit* edit : {m_id, m_name, m_token}) {
        connect(edit, &QLineEdit::textEdited, this, [this] {
            m_problem->clear();
            m_panel->expire();
            writeButtons();
        });
    }
    connect(m_id, &QLineEdit::textEdited, this, &PagesSection::offerKnown);
    connect(m_test, &QPushButton::clicked, this, [this] { test(typed()); });
    connect(m_save, &QPushButton::clicked, this, &PagesSection::add);
    connect(m_panel, &TestPanel::changed, this, &PagesSection::writeButtons);
    connect(m_panel, &TestPanel::told, this, &PagesSection::sightWanted);
    connect(&doors.desk, &api::SetupDesk::saved, this, [this] {
        if (!std::exchange(m_isSaving, false)) return;
        if (std::exchange(m_isAdding, false)) {
            for (QLineEdit* edit : {m_id, m_name, m_token})
                edit->clear();
            if (std::exchange(m_offered, std::nullopt)) m_platform->setCurrentIndex(m_platformBefore);
        }
        readState();
    });
    connect(&doors.desk, &api::SetupDesk::saveFailed, this, [this](const QString& cause) {
        if (!std::exchange(m_isSaving, false)) return;
        m_isAdding = false;
        m_problem->setText(tr("Could not save: %1").arg(CauseWords::of(cause)));
        writeButtons();
    });
    if (doors.pages) connect(doors.pages, &api::Pages::ready, this, &PagesSection::askLooks);
}

void PagesSection::build()
{
    m_save->setObjectName(u"save"_s);
    m_test->setObjectName(u"test"_s);
    m_problem->setObjectName(u"problem"_s);
    m_outcome->setObjectName(u"pageOutcome"_s);
    m_outcome->hide();
    m_token->setEchoMode(QLineEdit::Password);
    for (const auto platform :
         {"facebook"_L1, "zalo"_L1, "instagram"_L1, "tiktok"_L1, "whatsapp"_L1, "line"_L1, "shopee"_L1, "lazada"_L1})
        m_platform->addItem(PlatformWords::name(platform), QString(platform));
    for (RoleLabel* label : {m_meaning, m_problem}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_card->content().addWidget(m_meaning);
    m_rowsLayout->setSpacing(8);
    m_card->content().addLayout(m_rowsLayout);
    m_card->content().addWidget(m_outcome);
    m_platformName = addField(m_platform, u"pagePlatform"_s);
    m_idName = addField(m_id, u"id"_s);
    m_nameName = addField(m_name, u"name"_s);
    m_tokenName = addField(m_token, u"token"_s);
    m_formCard->content().addWidget(m_problem);
    m_formCard->content().addSpacing(4);
    m_formCard->content().addLayout(rowOf({m_save, m_test}));
    m_formCard->content().addStretch(1);
    m_testCard->content().addWidget(m_panel, 1);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(16);
    rows->addWidget(m_fixed);
    rows->addWidget(m_card);
    rows->addLayout(pairOf(*m_formCard, *m_testCard));
    rows->addStretch(1);
}

RoleLabel* PagesSection::addField(QWidget* editor, const QString& name)
{
    auto* label = new RoleLabel(TextRole::List, ColorRole::SecondaryText);
    editor->setObjectName(name);
    label->setBuddy(editor);
    m_formCard->content().addWidget(label);
    m_formCard->content().addWidget(editor);
    return label;
}

void PagesSection::showEvent(QShowEvent* event)
{
    SetupSection::showEvent(event);
    m_tick.start();
    askLooks();
}

void PagesSection::hideEvent(QHideEvent* event)
{
    SetupSection::hideEvent(event);
    m_tick.stop();
    m_outcome->hide();
}

void PagesSection::readState()
{
    const api::SetupState state = m_doors.desk.state();
    QStringList keys;
    for (const QString& key : state.fixed) {
        if (key.startsWith("PANCAKE_PAGE"_L1) || key == "PANCAKE_WEBHOOK_SECRETS"_L1) keys << key;
    }
    m_isFixed = !keys.isEmpty();
    m_fixed->setVisible(m_isFixed);
    m_fixed->setNotice(Tone::Attention, tr("Set outside the settings file, by the command line, the environment or "
                                           ".env: %1. Pages can be changed here when that is gone.")
                                            .arg(keys.join(", "_L1)));
    const bool isSame = std::ranges::equal(m_rows, state.pages, {}, [](const PageRow* row) { return row->page(); });
    if (!isSame) makeRows(state.pages);
    writeButtons();
}

void PagesSection::makeRows(const std::vector<api::PageForm>& pages)
{
    for (PageRow* row : m_rows) {
        row->hide();
        row->deleteLater();
    }
    m_rows.clear();
    for (const api::PageForm& page : pages) {
        auto* row = new PageRow(page, m_look);
        connect(row, &PageRow::addressWanted, this, &PagesSection::copyAddress);
        connect(row, &PageRow::testWanted, this, &PagesSection::test);
        connect(row, &PageRow::removalWanted, this, &PagesSection::remove);
        connect(row, &PageRow::sendAgainWanted, this, &PagesSection::sendAgain);
        m_rowsLayout->addWidget(row);
        m_rows.push_back(row);
    }
    m_outcome->hide();
    askLooks();
}

api::PageForm PagesSection::typed() const
{
    return {m_id->text().trimmed(), m_platform->currentData().toString(), m_name->text().simplified(),
            m_token->text().trimmed()};
}

/// Whoever gives a saved page another token sees what is known of it. Its id may only have been the beginning of
/// another one: then what was shown goes again.
void PagesSection::offerKnown()
{
    const std::vector<api::PageForm> saved = m_doors.desk.state().pages;
    const auto known = std::ranges::find(saved, m_id->text().trimmed(), &api::PageForm::id);
    if (m_offered && (known == saved.end() || known->id != m_offered->id)) {
        if (m_name->text() == m_offered->name) m_name->clear();
        if (m_platform->currentData() == m_offered->platform) m_platform->setCurrentIndex(m_platformBefore);
        m_offered.reset();
    }
    if (known == saved.end() || m_offered) return;
    m_offered = *known;
    m_platformBefore = m_platform->currentIndex();
    if (m_platform->findData(known->platform) < 0)
        m_platform->addItem(PlatformWords::name(known->platform), known->platform);
    m_platform->setCurrentIndex(m_platform->findData(known->platform));
    if (m_name->text().isEmpty()) m_name->setText(known->name);
}

void PagesSection::test(const api::PageForm& page)
{
    api::ConnectionForm form;
    form.kind = api::ConnectionForm::Kind::Page;
    form.user = page.id;
    form.password = page.token;
    form.keepsPassword = page.token.isEmpty();
    m_panel->start(form);
    writeButtons();
}

/// A page that is there already keeps its place and its webhook.
void PagesSection::add()
{
    api::PageForm page = typed();
    std::vector<api::PageForm> pages = m_doors.desk.state().pages;
    const auto known = std::ranges::find(pages, page.id, &api::PageForm::id);
    if (known == pages.end()) {
        pages.push_back(page);
    } else {
        // Where its name stood in the form, somebody has emptied it: the page is called by its platform and ID then.
        if (page.name.isEmpty() && !m_offered) page.name = known->name;
        *known = page;
    }
    m_isAdding = true;
    save(std::move(pages));
}

void PagesSection::remove(const QString& page)
{
    std::vector<api::PageForm> pages = m_doors.desk.state().pages;
    std::erase_if(pages, [&page](const api::PageForm& each) { return each.id == page; });
    save(std::move(pages));
}

void PagesSection::save(std::vector<api::PageForm> pages)
{
    api::SetupChanges changes;
    changes.pages = std::move(pages);
    m_isSaving = true;
    m_problem->clear();
    m_doors.desk.save(changes);
    writeButtons();
}

void PagesSection::askLooks()
{
    using Looks = std::vector<api::PageLook>;
    if (!m_doors.pages || !isVisible()) return;
    m_newestLooks.await<Looks>(this, m_doors.pages->pages(), [this](const api::Answer<Looks>& answer) {
        // What was seen last stays in sight while nothing newer can be seen.
        if (const auto* looks = std::get_if<Looks>(&answer)) m_looks = *looks;
        for (PageRow* row : m_rows) {
            const auto known = std::ranges::find(m_looks, row->page().id, &api::PageLook::id);
            row->setLook(known == m_looks.end() ? std::nullopt : std::optional(*known));
        }
    });
}

void PagesSection::copyAddress(const QString& page)
{
    if (!m_doors.pages) return;
    m_newestAddress.await<QString>(this, m_doors.pages->hookAddress(page), [this](const api::Answer<QString>& answer) {
        const auto* address = std::get_if<QString>(&answer);
        if (!address) {
            m_outcome->setNotice(Tone::Attention, tr("The page has an address once the engine runs with it."));
        } else {
            QGuiApplication::clipboard()->setText(*address);
            const bool isOutside = !isOnlyHere(*address);
            m_outcome->setNotice(
                isOutside ? Tone::Good : Tone::Attention,
                isOutside ? tr("The address is on the clipboard. It holds a secret: paste it at Pancake, Settings, "
                               "Tools, Webhook, and nowhere else.")
                          : tr("The address is on the clipboard, but Pancake cannot reach this computer under it. Name "
                               "the host that leads here from outside in ALLOWED_HOSTS, then copy it again."));
        }
        m_outcome->show();
        emit sightWanted(m_outcome);
    });
}

void PagesSection::sendAgain(const QString& page)
{
    if (!m_doors.pages || std::exchange(m_isSending, true)) return;
    writeButtons();
    api::whenAnswered<int>(this, m_doors.pages->sendAgain(page), [this](const api::Answer<int>& answer) {
        m_isSending = false;
        writeButtons();
        const int* sent = std::get_if<int>(&answer);
        if (!sent)
            m_outcome->setNotice(
                Tone::Danger,
                tr("Not everything went out: %1").arg(LiveWords::failure(std::get<api::DeskFailure>(answer))));
        else if (*sent > 0)
            m_outcome->setNotice(Tone::Good,
                                 tr("%Ln answer(s) are on their way again. It is in the audit log.", nullptr, *sent));
        else
            m_outcome->setNotice(Tone::Attention, tr("Nothing to do any more: somebody was faster."));
        m_outcome->show();
        emit sightWanted(m_outcome);
        askLooks();
    });
}

void PagesSection::writeButtons()
{
    const api::PageForm page = typed();
    const std::vector<api::PageForm> saved = m_doors.desk.state().pages;
    const bool isKnown = std::ranges::find(saved, page.id, &api::PageForm::id) != saved.end();
    const bool isWhole = !page.id.isEmpty() && (isKnown || !page.token.isEmpty());
    const bool isFree = !m_isSaving && !m_panel->isRunning();
    m_test->setEnabled(isWhole && isFree);
    m_save->setEnabled(isWhole && isFree && !m_isFixed);
    for (PageRow* row : m_rows) {
        row->setRemovable(isFree && !m_isFixed);
        row->setTestable(isFree);
        row->setSending(m_isSending);
    }
    m_problem->setVisible(!m_problem->text().isEmpty());
}

void PagesSection::retranslate()
{
    m_card->setHeading(tr("Pages at Pancake"));
    m_formCard->setHeading(tr("Add a page, or give one another token"));
    m_testCard->setHeading(tr("Connection test"));
    m_meaning->setText(
        tr("Messages and comments of these pages come here, and answers go back there. Each page needs its token from "
           "Pancake (Page settings, Tools), and at Pancake the address of its webhook."));
    m_platformName->setText(tr("Platform"));
    m_idName->setText(tr("Page ID"));
    m_nameName->setText(tr("Name, as you call it"));
    m_tokenName->setText(tr("Page token (page_access_token)"));
    m_id->setPlaceholderText(u"1029"_s);
    m_save->setText(tr("Save the page"));
    m_test->setText(tr("Test the connection"));
    m_panel->retranslate();
    m_outcome->hide();
    for (PageRow* row : m_rows)
        row->retranslate();
    readState();
}

}  // namespace tongdai
