#include "ui/setup/setup_page.h"

#include "ui/common/widgets/focus_ring.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/words/cause_words.h"
#include "ui/hooks/hooks_section.h"
#include "ui/hooks/outgoing_hooks_section.h"
#include "ui/imports/import_section.h"
#include "ui/people/people_section.h"
#include "ui/privacy/erasure_requests_section.h"
#include "ui/setup/backup_section.h"
#include "ui/setup/bot_section.h"
#include "ui/setup/hours_section.h"
#include "ui/setup/overview_section.h"
#include "ui/setup/pages_section.h"
#include "ui/setup/services_section.h"
#include "ui/setup/shop_section.h"
#include "ui/setup/store_section.h"

#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QEvent>
#include <QListWidget>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QStyle>
#include <QTimer>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSectionListWidth = 196;  // at least, where there is room
constexpr int kTightSetup = 1040;       // at 100 %; a form beside the lines of its test
constexpr int kListRow = 34;
constexpr int kWidestSection = 1040;  // lines longer than this are hard to read

/// No list searches by letter (LetterRoute says why).
class SectionList final : public QListWidget {
public:
    using QListWidget::QListWidget;
    void keyboardSearch(const QString&) override {}
};

/// Its end, or its beginning where it does not fit.
void bringIntoSight(const QScrollArea& area, const QWidget& part)
{
    constexpr int kAir = 12;
    const int top = part.mapTo(area.widget(), QPoint()).y();
    const int end = top + part.height() + kAir - area.viewport()->height();
    QScrollBar& bar = *area.verticalScrollBar();
    bar.setValue(std::min(std::max(bar.value(), end), top - kAir));
}

}  // namespace

SetupPage::SetupPage(SetupDoors doors, Look look, QWidget* parent)
    : Page(parent),
      m_doors(doors),
      m_look(look),
      m_aside(new QVBoxLayout),
      m_list(new SectionList),
      m_stack(new QStackedWidget),
      m_bar(new NoticeBar),
      m_leave(new QAction(this))
{
    setObjectName(u"setup"_s);
    m_list->setObjectName(u"sections"_s);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    new FocusRing(*m_list);
    m_bar->setObjectName(u"restartBar"_s);
    addSection(new OverviewSection(doors, look));
    addSection(new StoreSection(StoreSection::Store::History, doors, look));
    addSection(new StoreSection(StoreSection::Store::Redis, doors, look));
    addSection(new StoreSection(StoreSection::Store::DisputeMysql, doors, look));
    addSection(new StoreSection(StoreSection::Store::DisputePostgres, doors, look));
    auto* services = new ServicesSection(doors, look);
    connect(services, &ServicesSection::webChatWanted, this, &SetupPage::webChatWanted);
    addSection(services);
    addSection(new PagesSection(doors, look));
    addSection(new ShopSection(doors, look));
    if (doors.hooks) {
        auto* hooks = new HooksSection(*doors.hooks, look);
        connect(hooks, &HooksSection::conversationWanted, this, &SetupPage::conversationWanted);
        addSection(hooks);
        addSection(new OutgoingHooksSection(*doors.hooks, look));
    }
    if (doors.statistics) {
        auto* bot = new BotSection(doors, look);
        connect(bot, &BotSection::conversationWanted, this, &SetupPage::conversationWanted);
        addSection(bot);
    }
    if (doors.statistics) addSection(new HoursSection(*doors.statistics, look));
    addSection(new BackupSection(doors, look));
    if (doors.imports) addSection(new ImportSection(*doors.imports, look));
    if (doors.people) addSection(new PeopleSection(*doors.people, look));
    if (doors.erasures) addSection(new ErasureRequestsSection(*doors.erasures, look));

    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_stack, 1);
    right->addWidget(m_bar);  // below: nothing moves under the pointer that pressed Save
    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    m_aside->addWidget(m_list);
    columns->addLayout(m_aside);
    columns->addLayout(right, 1);

    m_leave->setShortcut(QKeySequence(Qt::Key_Escape));
    m_leave->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(m_leave);
    connect(m_leave, &QAction::triggered, this, &Page::leaveRequested);
    connect(m_list, &QListWidget::currentRowChanged, m_stack, &QStackedWidget::setCurrentIndex);
    connect(m_bar, &NoticeBar::actionChosen, this, [this] {
        m_isRestarting = true;
        m_restartTrouble.clear();
        writeBar();
        m_doors.desk.restartEngine();
    });
    connect(&doors.desk, &api::SetupDesk::stateChanged, this, &SetupPage::readState);
    connect(&doors.desk, &api::SetupDesk::restarted, this, [this] {
        m_isRestarting = false;
        m_hasRestarted = true;
        writeBar();
    });
    connect(&doors.desk, &api::SetupDesk::restartFailed, this, [this](const QString& cause) {
        m_isRestarting = false;
        m_restartTrouble = cause;
        writeBar();
    });
    connect(&look.language, &Language::changed, this, &SetupPage::retranslate);
    connect(&look.theme, &Theme::changed, this, &SetupPage::retranslate);
    m_list->setCurrentRow(0);
    retranslate();
}

void SetupPage::addSection(SetupSection* section)
{
    auto* sheet = new QWidget;
    auto* rows = new QHBoxLayout(sheet);
    m_sheets.push_back(rows);
    section->setMaximumWidth(kWidestSection);
    rows->addWidget(section, 1);
    rows->addStretch(0);
    auto* scroll = new QScrollArea;
    scroll->setWidget(sheet);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    new FocusRing(*scroll);
    m_sections.push_back(section);
    m_stack->addWidget(scroll);
    m_list->addItem(QString());
    connect(section, &SetupSection::sectionWanted, this, &SetupPage::openSection);
    connect(section, &SetupSection::sightWanted, scroll, [scroll](QWidget* part) {
        // Once it has its place.
        QTimer::singleShot(0, part, [scroll, part] { bringIntoSight(*scroll, *part); });
    });
}

void SetupPage::openSection(const QString& name)
{
    for (size_t i = 0; i < m_sections.size(); ++i) {
        if (m_sections[i]->objectName() == name) m_list->setCurrentRow(int(i));
    }
}

void SetupPage::openPlatform()
{
    openSection(u"services"_s);
    for (SetupSection* section : m_sections)
        if (auto* services = qobject_cast<ServicesSection*>(section)) services->focusPlatform();
}

void SetupPage::focusFirst()
{
    m_list->setFocus();
}

void SetupPage::readState()
{
    m_hasRestarted = m_hasRestarted && !m_doors.desk.state().needsRestart;
    for (SetupSection* section : m_sections)
        section->readState();
    writeBar();
}

void SetupPage::writeBar()
{
    const bool needsRestart = m_doors.desk.state().needsRestart;
    m_bar->setVisible(m_isRestarting || needsRestart || m_hasRestarted || !m_restartTrouble.isEmpty());
    if (m_isRestarting) {
        m_bar->setNotice(Tone::Attention,
                         tr("The engine is being started again. Platforms that call meanwhile are told to try again."));
        m_bar->setAction({});
    } else if (!m_restartTrouble.isEmpty()) {
        m_bar->setNotice(
            Tone::Danger,
            tr("The engine could not be started with these settings: %1").arg(CauseWords::of(m_restartTrouble)));
        m_bar->setAction(tr("Try again"));
    } else if (needsRestart) {
        m_bar->setNotice(Tone::Attention, tr("Saved. The engine still runs with the old settings until it is started "
                                             "again; that takes some seconds."));
        m_bar->setAction(tr("Restart the engine"));
    } else {
        m_bar->setNotice(Tone::Good, tr("The engine runs with the saved settings."));
        m_bar->setAction({});
    }
}

void SetupPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    Page::changeEvent(event);
}

void SetupPage::retranslate()
{
    m_leave->setText(tr("Back to the first page"));
    m_list->setAccessibleName(tr("Sections"));
    for (size_t i = 0; i < m_sections.size(); ++i) {
        m_sections[i]->retranslate();
        m_list->item(int(i))->setText(u"  "_s + m_sections[i]->title());
        m_list->item(int(i))->setSizeHint({0, kListRow * m_look.theme.textScale() / 100});
    }
    fitColumns();
    readState();
}

/// Where the page is narrow the list is as wide as its words, and there is less air.
void SetupPage::fitColumns()
{
    int words = 0;
    for (int i = 0; i < m_list->count(); ++i)
        words = std::max(words, m_list->fontMetrics().horizontalAdvance(m_list->item(i)->text()));
    const bool isTight = width() < grownWith(QApplication::font(), kTightSetup);
    const int air = isTight ? 10 : 20;
    m_list->setFixedWidth(std::max(words + 20, isTight ? 0 : kSectionListWidth));
    m_aside->setContentsMargins(isTight ? 6 : 12, air, 0, 12);
    const int aside = m_list->maximumWidth() + m_aside->contentsMargins().left();
    const int room = width() - aside - 2 * air - style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    for (SetupSection* section : m_sections)
        section->setTight(isTight, room);
    for (QLayout* sheet : m_sheets)
        sheet->setContentsMargins(air, air, air, air);
}

void SetupPage::resizeEvent(QResizeEvent* event)
{
    fitColumns();
    Page::resizeEvent(event);
}

}  // namespace tongdai
