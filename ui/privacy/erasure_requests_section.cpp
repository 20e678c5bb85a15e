#include "ui/privacy/erasure_requests_section.h"

#include "engine/domain/people/erasure_clock.h"
#include "engine/domain/shop/working_hours.h"
#include "ui/common/widgets/card.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/window_place.h"
#include "ui/live/live_words.h"
#include "ui/locks/table_look.h"
#include "ui/privacy/erasure_dialog.h"
#include "ui/privacy/erasure_words.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTableWidget>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLowestRequests = 190;

}  // namespace

ErasureRequestsSection::ErasureRequestsSection(api::Erasures& erasures, Look look, QWidget* parent)
    : SetupSection(parent),
      m_erasures(erasures),
      m_look(look),
      m_card(new Card),
      m_words(new RoleLabel(TextRole::List)),
      m_table(new QTableWidget(0, 4)),
      m_openOne(new QPushButton)
{
    setObjectName(u"erasureRequests"_s);
    m_words->setObjectName(u"erasureRequestsWords"_s);
    m_words->setWordWrap(true);
    m_words->setTextFormat(Qt::PlainText);
    m_table->setObjectName(u"erasureRequestsTable"_s);
    dressTable(*m_table, m_look);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    // What is due is a sentence: names and days leave it the room.
    for (const int column : {0, 1})
        m_table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    m_table->setMinimumHeight(kLowestRequests);
    m_openOne->setObjectName(u"openErasureRequest"_s);
    m_card->content().addWidget(m_words);
    m_card->content().addWidget(m_table);
    m_card->content().addLayout(rowOf({m_openOne}));
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_card);
    rows->addStretch(1);
    connect(m_table, &QTableWidget::cellActivated, this, &ErasureRequestsSection::openChosen);
    connect(m_table, &QTableWidget::itemSelectionChanged, this,
            [this] { m_openOne->setEnabled(m_table->currentRow() >= 0); });
    connect(m_openOne, &QPushButton::clicked, this, &ErasureRequestsSection::openChosen);
    retranslate();
}

void ErasureRequestsSection::showEvent(QShowEvent* event)
{
    SetupSection::showEvent(event);
    ask();
}

void ErasureRequestsSection::ask()
{
    m_asking.await<std::vector<OpenErasure>>(
        this, m_erasures.open(), [this](const api::Answer<std::vector<OpenErasure>>& answer) { take(answer); });
}

void ErasureRequestsSection::take(const api::Answer<std::vector<OpenErasure>>& answer)
{
    m_trouble.clear();
    if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) {
        m_trouble = LiveWords::failure(*failure);
    } else {
        m_open = std::get<std::vector<OpenErasure>>(answer);
        m_isKnown = true;
    }
    retranslate();
}

void ErasureRequestsSection::fillTable()
{
    const int chosen = m_table->currentRow();
    const Formats& formats = m_look.formats();
    m_table->setRowCount(int(m_open.size()));
    for (int row = 0; row < int(m_open.size()); ++row) {
        const OpenErasure& open = m_open[size_t(row)];
        const QString who = open.name.isEmpty() ? open.customer.toString() : open.name;
        const TimePoint now = m_look.now();
        const std::pair<QString, bool> cells[] = {
            {who, false},
            {formats.date(lawfulDay(open.request.askedAt)), false},
            {ErasureWords::answerClock(open.request, now, formats), isAnswerLate(open.request, now)},
            {ErasureWords::erasureClock(open.request, now, formats), isErasureLate(open.request, now)}};
        for (int column = 0; column < int(std::size(cells)); ++column) {
            auto* item = new QTableWidgetItem(cells[column].first);
            item->setFlags(Qt::ItemIsSelectable | Qt::ItemIsEnabled);
            item->setToolTip(cells[column].first.toHtmlEscaped());
            if (cells[column].second) item->setForeground(m_look.theme.color(ColorRole::Danger));
            m_table->setItem(row, column, item);
        }
    }
    if (!m_open.empty()) m_table->setCurrentCell(std::clamp(chosen, 0, int(m_open.size()) - 1), 0);
    m_openOne->setEnabled(m_table->currentRow() >= 0);
}

void ErasureRequestsSection::openChosen()
{
    const int row = m_table->currentRow();
    if (row < 0 || row >= int(m_open.size())) return;
    Conversation conversation;
    conversation.customer = m_open[size_t(row)].customer;
    conversation.customerName = m_open[size_t(row)].name;
    conversation.id = ConversationId(conversation.customer.bytes());  // what stands there for whoever has no name
    auto* dialog = new ErasureDialog(m_erasures, conversation, m_look, this);
    connect(dialog, &QDialog::finished, this, &ErasureRequestsSection::ask);
    openOnScreen(*dialog);
}

QString ErasureRequestsSection::sentence() const
{
    if (!m_trouble.isEmpty()) return tr("The requests could not be read: %1").arg(m_trouble);
    if (!m_isKnown) return tr("Looking for requests …");
    if (m_open.empty())
        return tr("Nobody waits to be erased. A request is written down at its customer, under \"Erase a customer\".");
    return tr(
        "%Ln customer(s) asked to be erased. The law gives two working days for an answer and twenty days for the "
        "erasure.",
        nullptr, int(m_open.size()));
}

void ErasureRequestsSection::retranslate()
{
    m_card->setHeading(title());
    m_words->setText(sentence());
    m_words->setAccessibleName(sentence());
    m_words->setColorRole(m_trouble.isEmpty() ? ColorRole::SecondaryText : ColorRole::Danger);
    m_table->setHorizontalHeaderLabels({tr("Customer"), tr("Asked on"), tr("Answer"), tr("Erasure")});
    m_table->setAccessibleName(title());
    m_openOne->setText(tr("Open the erasure…"));
    fillTable();
}

}  // namespace tongdai
