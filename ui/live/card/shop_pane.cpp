#include "ui/live/card/shop_pane.h"

#include "ui/common/widgets/role_label.h"
#include "ui/common/words/cause_words.h"
#include "ui/live/card/order_sheet.h"
#include "ui/live/list/card_rows.h"

#include <QEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kShopAgainMs = 1500;  // what is being asked for anew is there by then

RoleLabel* shopLine(const QString& words, ColorRole role = ColorRole::SecondaryText)
{
    auto* label = new RoleLabel(TextRole::Small, role);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setText(words);
    return label;
}

/// The parts of the address that the customer said last, as they are written on a parcel.
QString addressIn(const CustomerDetails& details)
{
    QStringList parts;
    for (const auto field : {DetailField::Address, DetailField::Ward, DetailField::District, DetailField::Province}) {
        const QString part = details.value(field);
        const QString before = parts.join(u", "_s);
        if (!part.isEmpty() && !before.contains(part, Qt::CaseInsensitive)) parts << part;
    }
    return parts.join(u", "_s);
}

}  // namespace

ShopPane::ShopPane(api::ShopSystem& shop, Look look, QWidget* parent)
    : QWidget(parent),
      m_shop(shop),
      m_look(look),
      m_orders(shop),
      m_words(new QLineEdit),
      m_orderState(shopLine({}, ColorRole::Attention)),
      m_order(new QPushButton),
      m_layout(new QVBoxLayout(this))
{
    setObjectName(u"shopPane"_s);
    m_words->setObjectName(u"stockWords"_s);
    m_words->setMaxLength(100);
    m_words->setClearButtonEnabled(true);
    m_layout->setContentsMargins(14, 0, 12, 12);
    m_layout->setSpacing(5);
    m_order->setObjectName(u"createOrder"_s);
    m_orderState->setObjectName(u"orderPending"_s);
    m_layout->addWidget(m_words);
    m_layout->addWidget(m_orderState);
    m_layout->addWidget(m_order, 0, Qt::AlignLeft);
    m_layout->addStretch(1);
    m_again.setSingleShot(true);
    m_again.setInterval(kShopAgainMs);
    hide();
    connect(m_words, &QLineEdit::returnPressed, this, [this] {
        m_wanted = m_words->text().trimmed();
        askStock();
    });
    connect(m_words, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (!text.isEmpty() || m_wanted.isEmpty()) return;
        m_wanted.clear();
        m_stock.reset();
        m_newestStock.forget();
        write();
    });
    connect(&m_again, &QTimer::timeout, this, [this] {
        askCustomers();
        askStock();
    });
    connect(m_order, &QPushButton::clicked, this, &ShopPane::openOrder);
    connect(&m_orders, &OrderBook::changed, this, &ShopPane::writeOrder);
    connect(&m_orders, &OrderBook::made, this, &ShopPane::noteMade);
    connect(&shop, &api::ShopSystem::ready, this, &ShopPane::learnWhetherUsed);
    connect(&look.language, &Language::changed, this, &ShopPane::write);
    learnWhetherUsed();
    write();
}

void ShopPane::learnWhetherUsed()
{
    m_newestQuota.await<api::ShopQuota>(this, m_shop.quota(), [this](const api::Answer<api::ShopQuota>& answer) {
        const auto* quota = std::get_if<api::ShopQuota>(&answer);
        setVisible(quota && quota->isSetUp);
        emit orderOffered(!isHidden());
        if (isVisibleTo(parentWidget())) askCustomers();
    });
}

void ShopPane::setConversation(const ConversationId& conversation)
{
    if (conversation == m_conversation) return;
    m_conversation = conversation;
    m_details = {};
    m_phone.clear();
    m_customers.reset();
    m_newestCustomers.forget();
    write();
}

void ShopPane::setDetails(const ConversationId& conversation, const CustomerDetails& details)
{
    const QString phone = details.value(DetailField::Phone);
    if (conversation != m_conversation) return;
    m_details = details;
    if (phone == m_phone) return;
    m_phone = phone;
    m_customers.reset();
    askCustomers();
    write();
}

void ShopPane::askCustomers()
{
    if (m_phone.isEmpty() || isHidden()) return;
    m_newestCustomers.await<ShopCustomers>(this, m_shop.customers(m_conversation),
                                           [this](const api::Answer<ShopCustomers>& answer) { takeCustomers(answer); });
}

void ShopPane::askStock()
{
    if (m_wanted.isEmpty() || isHidden()) return;
    m_newestStock.await<ShopStock>(this, m_shop.stock(m_wanted),
                                   [this](const api::Answer<ShopStock>& answer) { takeStock(answer); });
}

void ShopPane::takeCustomers(const api::Answer<ShopCustomers>& answer)
{
    m_customers = answer;
    const auto* facts = std::get_if<ShopCustomers>(&answer);
    if (facts && facts->isRefreshing) m_again.start();
    write();
}

void ShopPane::takeStock(const api::Answer<ShopStock>& answer)
{
    m_stock = answer;
    const auto* facts = std::get_if<ShopStock>(&answer);
    if (facts && facts->isRefreshing) m_again.start();
    write();
}

void ShopPane::openOrder()
{
    if (m_conversation.isEmpty() || isHidden()) return;
    OrderDraft draft = m_orders.draft(m_conversation);
    const auto* known = m_customers ? std::get_if<ShopCustomers>(&*m_customers) : nullptr;
    QString name = m_details.value(DetailField::Name);
    if (name.isEmpty() && known && known->customers.size() == 1) name = known->customers.front().name;
    if (draft.phone.isEmpty()) draft.phone = m_phone;
    if (draft.name.isEmpty()) draft.name = name;
    if (draft.address.isEmpty()) draft.address = addressIn(m_details);
    if (!draft.outcome) m_orders.write(m_conversation, draft);
    auto* sheet = new OrderSheet(m_shop, m_orders, m_conversation, m_look, this);
    sheet->open();
}

/// KiotViet's copies of it are forgotten by then: the answer shows the new order.
void ShopPane::noteMade(const ConversationId& conversation, const QString& code)
{
    if (conversation == m_conversation) askCustomers();
    // It closes itself when its order is made, and is deleted later.
    const QList<OrderSheet*> sheets = findChildren<OrderSheet*>();
    const bool isAtHand =
        std::ranges::any_of(sheets, [&](const OrderSheet* sheet) { return sheet->conversation() == conversation; });
    emit orderMade(conversation, code, isAtHand);
}

void ShopPane::writeOrder()
{
    const OrderDraft draft = m_orders.draft(m_conversation);
    m_order->setText(m_orders.has(m_conversation) ? tr("Go on with the order…") : tr("Create order…"));
    m_order->setEnabled(!m_conversation.isEmpty());
    QString words;
    const auto* outcome = draft.outcome ? std::get_if<ShopOrderOutcome>(&*draft.outcome) : nullptr;
    if (!draft.lookFor.isEmpty())
        words = tr("Nobody knows yet whether the order was made; it is being looked for.");
    else if (draft.isSending)
        words = tr("The order is being sent to KiotViet.");
    else if (outcome && outcome->kind == ShopOrderOutcome::Kind::NotMade)
        words = tr("The order was not made.");
    m_orderState->setText(words);
    m_orderState->setVisible(!words.isEmpty());
}

QString ShopPane::money(double amount) const
{
    return tr("%1 ₫").arg(m_look.formats().number(qint64(std::llround(amount))));
}

QString ShopPane::ageWords(std::chrono::milliseconds age, bool isRefreshing) const
{
    const QString span = m_look.formats().span(age);
    return isRefreshing ? tr("%1 old, being asked for anew").arg(span) : tr("%1 old").arg(span);
}

QString ShopPane::troubleWords(const api::DeskFailure& failure) const
{
    switch (failure.error) {
        case api::DeskError::NotReady: return tr("The engine is still starting.");
        case api::DeskError::TookTooLong: return tr("KiotViet does not answer.");
        default: return tr("KiotViet could not be asked: %1").arg(CauseWords::of(failure.detail.left(kCardShown)));
    }
}

void ShopPane::writeCustomers(QVBoxLayout& rows)
{
    addCardTitle(rows, tr("At the shop"));
    if (m_phone.isEmpty()) return rows.addWidget(shopLine(tr("The customer's telephone number is not known yet.")));
    if (!m_customers) return rows.addWidget(shopLine(tr("Asking KiotViet…")));
    if (const auto* failure = std::get_if<api::DeskFailure>(&*m_customers))
        return rows.addWidget(shopLine(troubleWords(*failure), ColorRole::Danger));
    const auto& facts = std::get<ShopCustomers>(*m_customers);
    if (facts.customers.empty()) rows.addWidget(shopLine(tr("Nobody there has this telephone number.")));
    for (const ShopCustomer& customer : facts.customers) {
        addCardRow(rows, tr("Customer"),
                   customer.code.isEmpty() ? customer.name : u"%1 · %2"_s.arg(customer.name, customer.code));
        addCardRow(rows, tr("Owes"), money(customer.debt));
        for (const ShopOrder& order : customer.orders)
            addCardRow(rows, order.code, u"%1 · %2"_s.arg(money(order.total), order.status));
    }
    rows.addWidget(shopLine(ageWords(facts.age, facts.isRefreshing)));
}

void ShopPane::writeStock(QVBoxLayout& rows)
{
    if (!m_stock) return;
    if (const auto* failure = std::get_if<api::DeskFailure>(&*m_stock))
        return rows.addWidget(shopLine(troubleWords(*failure), ColorRole::Danger));
    const auto& facts = std::get<ShopStock>(*m_stock);
    if (facts.lines.empty()) rows.addWidget(shopLine(tr("No product has all of these words.")));
    for (const ShopStockLine& line : facts.lines) {
        const QString count = m_look.formats().number(qint64(std::llround(line.onHand)));
        addCardRow(rows, line.name, u"%1 · %2 · %3"_s.arg(count, line.branch, money(line.price)));
    }
    rows.addWidget(shopLine(ageWords(facts.age, facts.isRefreshing)));
}

void ShopPane::write()
{
    m_words->setPlaceholderText(tr("Stock: product, size"));
    m_words->setAccessibleName(tr("Words of a product whose stock is wanted"));
    delete m_sheet;
    m_sheet = new QWidget;
    auto* top = new QVBoxLayout(m_sheet);
    top->setContentsMargins({});
    top->setSpacing(5);
    writeCustomers(*top);
    writeStock(*top);
    m_layout->insertWidget(0, m_sheet);
    writeOrder();
}

void ShopPane::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange) write();
    QWidget::changeEvent(event);
}

}  // namespace tongdai
