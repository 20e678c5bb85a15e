#include "ui/people/audit_log_page.h"

#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/locks/table_look.h"
#include "ui/people/audit_words.h"
#include "ui/people/people_words.h"

#include <QAction>
#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QPushButton>
#include <QTableWidget>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAuditGap = 20;

}  // namespace

AuditLogPage::AuditLogPage(api::AuditView& audit, Look look, QWidget* parent)
    : Page(parent),
      m_audit(audit),
      m_look(look),
      m_words(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_who(new QComboBox),
      m_what(new QComboBox),
      m_verify(new QPushButton),
      m_verdict(new NoticeBar),
      m_table(new QTableWidget(0, 4)),
      m_detail(new RoleLabel(TextRole::List)),
      m_more(new QPushButton),
      m_leave(new QAction(this))
{
    setObjectName(u"audit"_s);
    m_words->setWordWrap(true);
    m_who->setObjectName(u"auditWho"_s);
    m_what->setObjectName(u"auditWhat"_s);
    m_verify->setObjectName(u"auditVerify"_s);
    m_verdict->setObjectName(u"auditVerdict"_s);
    m_table->setObjectName(u"auditTable"_s);
    m_more->setObjectName(u"auditMore"_s);
    m_verdict->hide();
    for (QComboBox* box : {m_who, m_what}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        box->addItem(QString(), QString());
    }
    dressTable(*m_table, m_look);
    m_table->setWordWrap(false);
    m_detail->setObjectName(u"auditDetail"_s);
    m_detail->setTextFormat(Qt::PlainText);
    m_detail->setWordWrap(true);
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_table->horizontalHeader()->setStretchLastSection(true);
    auto* head = new QHBoxLayout;
    head->addWidget(m_who);
    head->addWidget(m_what);
    head->addStretch(1);
    head->addWidget(m_verify);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(16, 16, 16, 16);
    rows->setSpacing(12);
    rows->addWidget(m_words);
    rows->addLayout(head);
    rows->addWidget(m_verdict);
    rows->addWidget(m_table, 1);
    rows->addWidget(m_detail);
    rows->addWidget(m_more, 0, Qt::AlignLeft);
    m_leave->setShortcut(QKeySequence(Qt::Key_Escape));
    m_leave->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(m_leave);
    connect(m_leave, &QAction::triggered, this, &Page::leaveRequested);
    for (QComboBox* box : {m_who, m_what})
        connect(box, &QComboBox::activated, this, &AuditLogPage::begin);
    connect(m_verify, &QPushButton::clicked, this, &AuditLogPage::verify);
    connect(m_more, &QPushButton::clicked, this, &AuditLogPage::askOn);
    connect(m_table, &QTableWidget::currentCellChanged, this, &AuditLogPage::writeDetail);
    connect(&audit, &api::AuditView::ready, this, [this] {
        if (isVisible()) begin();
    });
    connect(&look.language, &Language::changed, this, &AuditLogPage::retranslate);
    retranslate();
}

QList<KeyLine> AuditLogPage::extraKeys() const
{
    return {{u"↑ ↓"_s, tr("One entry on or back")}, {tr("Tab"), tr("Filters, verify, earlier entries")}};
}

void AuditLogPage::focusFirst()
{
    m_table->setFocus();
}

void AuditLogPage::showEvent(QShowEvent* event)
{
    begin();
    Page::showEvent(event);
}

void AuditLogPage::begin()
{
    m_rows.clear();
    m_table->setRowCount(0);
    writeDetail();
    m_verdict->hide();
    askOn();
}

void AuditLogPage::askOn()
{
    AuditQuery query;
    query.before = m_rows.empty() ? 0 : m_rows.back().n;
    query.actor = m_who->currentData().toString().toUtf8();
    query.action = m_what->currentData().toString();
    m_more->setEnabled(false);
    m_reading.await<AuditPage>(this, m_audit.lines(query),
                               [this](const api::Answer<AuditPage>& answer) { take(answer); });
}

void AuditLogPage::take(const api::Answer<AuditPage>& answer)
{
    if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) {
        m_verdict->setNotice(Tone::Attention, PeopleWords::failure(*failure));
        m_verdict->show();
        m_more->setEnabled(true);
        return;
    }
    const auto& page = std::get<AuditPage>(answer);
    m_hasMore = page.hasMore;
    for (const AuditRow& row : page.rows) {
        m_rows.push_back(row);
        addRow(row);
        if (!row.who.isEmpty()) offer(*m_who, AuditWords::who(row), row.who.toString());
        offer(*m_what, AuditWords::act(row.action), row.action);
    }
    if (m_table->currentRow() < 0 && m_table->rowCount() > 0) m_table->setCurrentCell(0, 0);
    fitColumns();
    m_more->setEnabled(true);
    m_more->setVisible(m_hasMore);
    if (m_rows.empty()) {
        m_verdict->setNotice(Tone::Neutral, tr("Nothing matches."));
        m_verdict->show();
    }
}

/// Once each; what has been seen can be asked for.
void AuditLogPage::offer(QComboBox& box, const QString& words, const QString& value)
{
    if (box.findData(value) < 0) box.addItem(words, value);
}

/// Everything about the chosen entry: the table shows one line of it.
void AuditLogPage::writeDetail()
{
    const int at = m_table->currentRow();
    if (at < 0 || at >= int(m_rows.size())) return m_detail->setText(QString());
    const AuditRow& row = m_rows[size_t(at)];
    QStringList words{tr("Entry %1").arg(m_look.formats().number(row.n)), AuditWords::act(row.action)};
    words << AuditWords::facts(row);
    m_detail->setText(words.join(u"  ·  "_s));
}

QStringList AuditLogPage::cellsOf(const AuditRow& row) const
{
    const QString who = AuditWords::who(row);
    return {m_look.formats().dateTime(row.at), who, AuditWords::act(row.action), AuditWords::facts(row).join(u" · "_s)};
}

/// As wide as what they hold, with room between them; the last one has the rest.
void AuditLogPage::fitColumns()
{
    fitTableRows(*m_table, m_look);
    m_table->resizeColumnsToContents();
    for (int column = 0; column + 1 < m_table->columnCount(); ++column)
        m_table->setColumnWidth(column, m_table->columnWidth(column) + kAuditGap);
}

void AuditLogPage::addRow(const AuditRow& row)
{
    const int at = m_table->rowCount();
    m_table->insertRow(at);
    const QStringList cells = cellsOf(row);
    for (int column = 0; column < cells.size(); ++column) {
        auto* item = new QTableWidgetItem(cells.at(column));
        item->setFlags(Qt::ItemIsSelectable | Qt::ItemIsEnabled);
        m_table->setItem(at, column, item);
    }
}

void AuditLogPage::verify()
{
    m_verify->setEnabled(false);
    m_verdict->setNotice(Tone::Neutral, tr("Verifying…"));
    m_verdict->show();
    m_verifying.await<AuditVerdict>(this, m_audit.verify(), [this](const api::Answer<AuditVerdict>& answer) {
        m_verify->setEnabled(true);
        if (const auto* failure = std::get_if<api::DeskFailure>(&answer))
            return m_verdict->setNotice(Tone::Attention, PeopleWords::failure(*failure));
        const auto& verdict = std::get<AuditVerdict>(answer);
        const Formats& formats = m_look.formats();
        if (verdict.firstBad) {
            m_verdict->setNotice(Tone::Danger,
                                 tr("From entry %1 on the log was changed, cut or put in another order. %2 entries "
                                    "before it are whole.")
                                     .arg(formats.number(*verdict.firstBad), formats.number(verdict.entries)));
        } else {
            m_verdict->setNotice(
                Tone::Good, tr("All %1 entries are whole and in their order.").arg(formats.number(verdict.entries)));
        }
    });
}

void AuditLogPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    Page::changeEvent(event);
}

void AuditLogPage::retranslate()
{
    m_leave->setText(tr("Back to the first page"));
    m_words->setText(
        tr("People and conversations of customers stand in it as keyed numbers only. That you look at it is "
           "written down as well."));
    m_who->setItemText(0, tr("Everybody"));
    m_what->setItemText(0, tr("Everything"));
    m_who->setAccessibleName(tr("Filter by person"));
    m_what->setAccessibleName(tr("Filter by act"));
    m_verify->setText(tr("Verify the chain"));
    m_more->setText(tr("Show earlier"));
    m_more->setVisible(m_hasMore);
    m_table->setAccessibleName(tr("Audit log"));
    m_table->setHorizontalHeaderLabels({tr("When"), tr("Who"), tr("What"), tr("Details")});
    for (int at = 0; at < int(m_rows.size()); ++at) {
        const QStringList cells = cellsOf(m_rows[size_t(at)]);
        for (int column = 0; column < cells.size(); ++column)
            m_table->item(at, column)->setText(cells.at(column));
    }
    fitColumns();
    writeDetail();
}

}  // namespace tongdai
