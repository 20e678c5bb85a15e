#include "ui/live/card/order_sheet.h"

#include "ui/common/look/console_style.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/window_place.h"
#include "ui/common/words/cause_words.h"
#include "ui/live/list/card_rows.h"
#include "ui/live/live_words.h"

#include <QApplication>
#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QSpinBox>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kOrderWidth = 600;
constexpr int kMostOrderLetters = 300;
constexpr int kFoundRows = 4;  // in sight at once; more of them scroll
constexpr qsizetype kFoundLetters = 60;
constexpr int kOrderFoot = 12;  // lines of text below what is written

RoleLabel* orderLabel(const QString& name, ColorRole color = ColorRole::Text)
{
    auto* label = new RoleLabel(TextRole::List, color);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

/// Who scrolls over it orders neither more nor less, whatever has the keys.
class OrderQuantity final : public QSpinBox {
public:
    OrderQuantity() { setFocusPolicy(Qt::StrongFocus); }

protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

/// What can still be sold there.
double freeOf(const ShopStockLine& stock)
{
    return std::max(0.0, stock.onHand - stock.reserved);
}

}  // namespace

OrderSheet::OrderSheet(api::ShopSystem& shop, OrderBook& book, const ConversationId& conversation, Look look,
                       QWidget* parent)
    : QDialog(parent),
      m_shop(shop),
      m_book(book),
      m_conversation(conversation),
      m_look(look),
      m_draft(book.draft(conversation)),
      m_fields(new QWidget),
      m_words(new QLineEdit),
      m_list(new QListWidget),
      m_area(new QScrollArea),
      m_rows(new QVBoxLayout(m_fields)),
      m_branch(orderLabel(u"orderBranch"_s, ColorRole::SecondaryText)),
      m_sum(orderLabel(u"orderSum"_s)),
      m_state(orderLabel(u"orderState"_s)),
      m_create(new QPushButton),
      m_discard(new QPushButton(tr("Throw away")))
{
    setObjectName(u"orderSheet"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    keepOnScreenWhenShown(*this);
    setWindowTitle(tr("Create an order at KiotViet"));
    build();
    connect(&book, &OrderBook::changed, this, &OrderSheet::follow);
    connect(qApp, &QApplication::focusChanged, this, &OrderSheet::noteLeft);
    writeLines();
    refresh();
    const int high = m_fields->sizeHint().height() + kOrderFoot * fontMetrics().height();
    resize(grownWith(look.theme.font(TextRole::Thread), kOrderWidth), high);
    m_words->setFocus();
}

/// Its parts lose the keys when it is no sheet any more.
OrderSheet::~OrderSheet()
{
    disconnect(qApp, nullptr, this, nullptr);
}

void OrderSheet::build()
{
    auto* form = new QFormLayout;
    addField(*form, u"orderPhone"_s, tr("Telephone"), &OrderDraft::phone);
    addField(*form, u"orderName"_s, tr("Name"), &OrderDraft::name);
    addField(*form, u"orderAddress"_s, tr("Address"), &OrderDraft::address);
    addField(*form, u"orderNote"_s, tr("Note"), &OrderDraft::note);
    m_words->setObjectName(u"orderWords"_s);
    m_words->setMaxLength(100);
    m_words->setPlaceholderText(tr("Product: name or code, then Enter"));
    m_words->setAccessibleName(tr("Words of the product to order"));
    m_list->setObjectName(u"orderFound"_s);
    m_list->setAccessibleName(tr("Products found, with their stock"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFixedHeight(m_list->fontMetrics().height() * 2 * kFoundRows);
    m_rows->setContentsMargins({});
    m_rows->setSpacing(8);
    m_rows->addLayout(form);
    m_rows->addWidget(m_words);
    m_rows->addWidget(m_list);
    m_rows->addWidget(m_branch);
    m_rows->addStretch(1);
    m_area->setObjectName(u"orderArea"_s);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->setWidget(m_fields);
    m_create->setObjectName(u"orderCreate"_s);
    m_discard->setObjectName(u"orderDiscard"_s);
    auto* buttons = new QDialogButtonBox;
    QPushButton* const close = buttons->addButton(tr("Go on later"), QDialogButtonBox::RejectRole);
    close->setObjectName(u"orderLater"_s);
    buttons->addButton(m_discard, QDialogButtonBox::DestructiveRole);
    buttons->addButton(m_create, QDialogButtonBox::ActionRole);
    for (QAbstractButton* button : buttons->buttons())
        qobject_cast<QPushButton*>(button)->setAutoDefault(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 12);
    column->setSpacing(8);
    column->addWidget(m_area, 1);
    column->addWidget(m_sum);
    column->addWidget(m_state);
    column->addWidget(buttons);
    connect(m_words, &QLineEdit::returnPressed, this, &OrderSheet::search);
    connect(m_list, &QListWidget::itemActivated, this,
            [this](const QListWidgetItem* item) { addFound(m_list->row(item)); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_create, &QPushButton::clicked, this, &OrderSheet::press);
    connect(m_discard, &QPushButton::clicked, this, &OrderSheet::throwAway);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        shortcut->setAutoRepeat(false);  // a key that is held is one press
        connect(shortcut, &QShortcut::activated, m_create, &QPushButton::click);
    }
}

void OrderSheet::addField(QFormLayout& form, const QString& name, const QString& label, QString OrderDraft::*part)
{
    auto* edit = new QLineEdit(m_draft.*part);
    edit->setObjectName(name);
    edit->setMaxLength(kMostOrderLetters);
    edit->setAccessibleName(label);
    form.addRow(label, edit);
    connect(edit, &QLineEdit::textEdited, this,
            [this, part](const QString& text) { change([&](OrderDraft& draft) { draft.*part = text; }); });
}

void OrderSheet::change(const std::function<void(OrderDraft&)>& edit)
{
    edit(m_draft);
    m_isArmed = false;
    m_hint.clear();
    m_book.write(m_conversation, m_draft);
}

void OrderSheet::search()
{
    const QString words = m_words->text().trimmed();
    if (words.isEmpty()) return;
    m_hint = tr("Asking KiotViet…");
    refresh();
    m_newest.await<ShopStock>(this, m_shop.stock(words),
                              [this](const api::Answer<ShopStock>& answer) { takeFound(answer); });
}

void OrderSheet::takeFound(const api::Answer<ShopStock>& answer)
{
    m_found.clear();
    m_list->clear();
    m_hint.clear();
    if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) {
        m_hint = tr("KiotViet could not be asked: %1").arg(CauseWords::of(failure->detail.left(kCardShown)));
        return refresh();
    }
    m_found = std::get<ShopStock>(answer).lines;
    for (const ShopStockLine& line : m_found) {
        m_list->addItem(line.name.left(kFoundLetters) + u'\n' +
                        tr("%1 · %2 available · %3", "branch, how many can be sold, price")
                            .arg(line.branch.left(kFoundLetters), number(freeOf(line)), money(line.price)));
    }
    if (m_found.empty()) {
        m_hint = tr("No product has all of these words.");
    } else {
        m_list->setCurrentRow(0);
        m_list->setFocus();
    }
    refresh();
}

void OrderSheet::addFound(int row)
{
    if (row < 0 || row >= int(m_found.size())) return;
    const ShopStockLine stock = m_found[size_t(row)];
    if (!m_draft.lines.empty() && m_draft.lines.front().stock.branchId != stock.branchId) {
        m_hint = tr("An order is of one branch: %1.").arg(m_draft.lines.front().stock.branch);
        return refresh();
    }
    auto same = std::ranges::find_if(
        m_draft.lines, [&stock](const OrderDraft::Line& line) { return line.stock.product == stock.product; });
    if (same == m_draft.lines.end() && m_draft.lines.size() >= kMostOrderLines) {
        m_hint = tr("An order has no more lines than these.");
        return refresh();
    }
    const auto at = same - m_draft.lines.begin();
    change([&](OrderDraft& draft) {
        if (at == std::ssize(draft.lines))
            draft.lines.push_back({stock, 1});
        else
            draft.lines[size_t(at)].quantity = std::min(draft.lines[size_t(at)].quantity + 1, kMostOrderQuantity);
    });
    writeLines();
    if (auto* quantity = findChild<QSpinBox*>(u"orderQuantity%1"_s.arg(at + 1))) {
        m_area->ensureWidgetVisible(quantity);
        quantity->setFocus();
        quantity->selectAll();
    }
}

void OrderSheet::removeLine(int row)
{
    if (row >= int(m_draft.lines.size())) return;
    change([row](OrderDraft& draft) { draft.lines.erase(draft.lines.begin() + row); });
    writeLines();
    m_words->setFocus();
}

void OrderSheet::writeLines()
{
    delete m_lines;
    m_lines = new QWidget;
    auto* grid = new QGridLayout(m_lines);
    grid->setContentsMargins({});
    grid->setColumnStretch(0, 1);
    for (int row = 0; row < int(m_draft.lines.size()); ++row)
        addLineRow(*grid, row);
    m_rows->insertWidget(m_rows->count() - 1, m_lines);  // before the stretch
    const bool isBegun = !m_draft.lines.empty();
    m_branch->setText(isBegun ? tr("Branch: %1").arg(m_draft.lines.front().stock.branch)
                              : tr("The first product decides the branch."));
}

void OrderSheet::addLineRow(QGridLayout& grid, int row)
{
    const OrderDraft::Line& line = m_draft.lines[size_t(row)];
    auto* name = orderLabel(u"orderLine%1"_s.arg(row + 1));
    name->setText(u"%1 · %2 · %3"_s.arg(line.stock.name.left(kCardShown), line.stock.code, money(line.stock.price)));
    auto* quantity = new OrderQuantity;
    quantity->setObjectName(u"orderQuantity%1"_s.arg(row + 1));
    quantity->setAccessibleName(tr("How many: %1").arg(line.stock.name));
    quantity->setRange(1, kMostOrderQuantity);
    quantity->setValue(line.quantity);
    auto* remove = new QPushButton(tr("Remove"));
    remove->setObjectName(u"orderRemove%1"_s.arg(row + 1));
    remove->setAccessibleName(tr("Remove: %1").arg(line.stock.name));
    remove->setAutoDefault(false);
    grid.addWidget(name, row, 0);
    grid.addWidget(quantity, row, 1);
    grid.addWidget(remove, row, 2);
    connect(quantity, &QSpinBox::valueChanged, this,
            [this, row](int value) { change([&](OrderDraft& draft) { draft.lines[size_t(row)].quantity = value; }); });
    // Queued: the row goes with its button.
    connect(
        remove, &QPushButton::clicked, this, [this, row] { removeLine(row); }, Qt::QueuedConnection);
}

void OrderSheet::follow(const ConversationId& conversation)
{
    if (conversation != m_conversation) return;
    if (!m_book.has(conversation)) return accept();  // made, or thrown away
    const OrderDraft kept = m_book.draft(conversation);
    m_draft.isSending = kept.isSending;
    m_draft.lookFor = kept.lookFor;
    m_draft.outcome = kept.outcome;
    refresh();
}

void OrderSheet::refresh()
{
    const bool isUnderWay = m_draft.isSending || !m_draft.lookFor.isEmpty();
    const NewShopOrder order = m_book.orderOf(m_conversation);
    const bool isWhole = gapOf(order) == OrderGap::None;
    m_fields->setEnabled(!isUnderWay);
    m_discard->setEnabled(!isUnderWay);
    m_create->setEnabled(!m_draft.isSending && (isUnderWay || isWhole));
    const QString sum = money(sumOf(order.lines));
    m_sum->setText(tr("Sum: %1").arg(sum));
    if (!m_draft.lookFor.isEmpty())
        m_create->setText(tr("Look again"));
    else
        m_create->setText(m_isArmed ? tr("Press again: create order, %1").arg(sum) : tr("Create order"));
    QString words = m_hint;
    ColorRole color = ColorRole::Attention;
    if (m_draft.isSending) {
        words = m_draft.lookFor.isEmpty() ? tr("Being sent to KiotViet…") : tr("Being looked for at KiotViet…");
        color = ColorRole::SecondaryText;
    } else if (words.isEmpty() && m_draft.outcome) {
        words = outcomeWords();
    } else if (words.isEmpty() && !isWhole) {
        words = gapWords();
        color = ColorRole::SecondaryText;
    } else if (words.isEmpty()) {
        words = shortageWords();
    }
    m_state->setColorRole(color);
    m_state->setText(words);
}

/// The first press asks for a second one; whatever is written in between takes it back.
void OrderSheet::press()
{
    if (m_draft.isSending) return;
    const bool isSure = m_isArmed || !m_draft.lookFor.isEmpty();
    m_isArmed = !isSure;
    m_hint.clear();
    if (!isSure) return refresh();
    m_book.send(m_conversation);
}

/// Whoever turned to something else has not agreed any more.
void OrderSheet::noteLeft(const QWidget* left)
{
    if (!m_isArmed || !left || !isAncestorOf(left)) return;
    m_isArmed = false;
    refresh();
}

void OrderSheet::throwAway()
{
    m_book.drop(m_conversation);
}

QString OrderSheet::gapWords() const
{
    switch (gapOf(m_book.orderOf(m_conversation))) {
        case OrderGap::Phone: return tr("The customer's telephone number is missing.");
        case OrderGap::Lines: return tr("Choose at least one product.");
        case OrderGap::Branch: return tr("KiotViet names no branch for this product.");
        case OrderGap::None: break;
    }
    return {};
}

QString OrderSheet::outcomeWords() const
{
    if (const auto* failure = std::get_if<api::DeskFailure>(&*m_draft.outcome)) return LiveWords::failure(*failure);
    const auto& outcome = std::get<ShopOrderOutcome>(*m_draft.outcome);
    switch (outcome.kind) {
        case ShopOrderOutcome::Kind::Made: break;
        case ShopOrderOutcome::Kind::Earlier:
            return tr("Not sent: order %1 was made in this conversation before. If the customer wants another one, "
                      "create it now.")
                .arg(outcome.code);
        case ShopOrderOutcome::Kind::InWork:
            return tr("Not sent: an order of this conversation is being made, or looked for. Try again in a moment.");
        case ShopOrderOutcome::Kind::Unclear:
            if (outcome.fault)
                return tr("Nobody knows whether the order was made, and KiotViet could not be asked: %1. Once it "
                          "answers again, press “Look again”.")
                    .arg(CauseWords::of(outcome.fault->what.left(kCardShown)));
            return tr(
                "KiotViet did not answer: nobody knows whether the order was made. It is being looked for; until "
                "then no other one is sent.");
        case ShopOrderOutcome::Kind::NotMade:
            return outcome.fault ? faultWords(*outcome.fault)
                                 : tr("The order was not made: KiotViet does not have it. You can create it now.");
    }
    return {};
}

QString OrderSheet::faultWords(const ShopFault& fault) const
{
    switch (fault.kind) {
        case ShopFault::Kind::Unreachable: return tr("KiotViet cannot be reached. Nothing was ordered.");
        case ShopFault::Kind::TimedOut: return tr("KiotViet does not answer. Nothing was ordered.");
        case ShopFault::Kind::Credentials: return tr("KiotViet refuses the shop's credentials. Nothing was ordered.");
        case ShopFault::Kind::Throttled:
            return tr("KiotViet was asked too often. Nothing was ordered; try again in a moment.");
        case ShopFault::Kind::BudgetUsed:
            return tr("This hour's requests to KiotViet are used up. Nothing was ordered.");
        case ShopFault::Kind::Refused:
            return tr("KiotViet refused the order: %1").arg(CauseWords::of(fault.what.left(kCardShown)));
        case ShopFault::Kind::BadAnswer: return tr("KiotViet's answer was not understood. Nothing was ordered.");
        case ShopFault::Kind::Closed: return tr("The engine is stopping. Nothing was ordered.");
    }
    return {};
}

/// Some shops take orders for what is still to come, so that it is said and not forbidden.
QString OrderSheet::shortageWords() const
{
    for (const OrderDraft::Line& line : m_draft.lines) {
        if (line.quantity > freeOf(line.stock))
            return tr("Of %1 only %2 can be sold at this branch.")
                .arg(line.stock.name.left(kCardShown), number(freeOf(line.stock)));
    }
    return {};
}

QString OrderSheet::money(double amount) const
{
    return tr("%1 ₫").arg(number(amount));
}

QString OrderSheet::number(double amount) const
{
    return m_look.formats().number(qint64(std::llround(amount)));
}

}  // namespace tongdai
