#include "ui/live/card/order_book.h"

#include <algorithm>

namespace tongdai {

OrderBook::OrderBook(api::ShopSystem& shop, QObject* parent) : QObject(parent), m_shop(shop)
{
    m_look.setInterval(kLookEveryMs);
    connect(&m_look, &QTimer::timeout, this, &OrderBook::lookAgain);
    connect(&shop, &api::ShopSystem::ready, this, &OrderBook::comeBack);
}

void OrderBook::write(const ConversationId& conversation, const OrderDraft& draft)
{
    const OrderDraft before = m_drafts.value(conversation);
    if (before.isSending || !before.lookFor.isEmpty()) return;
    OrderDraft written = draft;
    written.outcome.reset();
    m_drafts.insert(conversation, written);
    emit changed(conversation);
}

void OrderBook::drop(const ConversationId& conversation)
{
    const OrderDraft before = m_drafts.value(conversation);
    if (before.isSending || !before.lookFor.isEmpty()) return;
    m_drafts.remove(conversation);
    emit changed(conversation);
}

NewShopOrder OrderBook::orderOf(const ConversationId& conversation) const
{
    const OrderDraft draft = m_drafts.value(conversation);
    NewShopOrder order;
    order.conversation = conversation;
    order.after = m_newest.value(conversation);
    order.lookFor = draft.lookFor;
    order.phone = draft.phone.trimmed();
    order.name = draft.name.trimmed();
    order.address = draft.address.trimmed();
    order.note = draft.note.trimmed();
    if (!draft.lines.empty()) order.branch = draft.lines.front().stock.branchId;
    for (const OrderDraft::Line& line : draft.lines)
        order.lines.push_back({line.stock.product, line.stock.code, line.stock.name, line.quantity, line.stock.price});
    return order;
}

void OrderBook::send(const ConversationId& conversation)
{
    ask(conversation, false);
}

void OrderBook::ask(const ConversationId& conversation, bool isTimed)
{
    const auto found = m_drafts.find(conversation);
    if (found == m_drafts.end() || found->isSending) return;
    NewShopOrder order = orderOf(conversation);
    order.isTimed = isTimed;
    if (order.lookFor.isEmpty() && gapOf(order) != OrderGap::None) return;
    found->isSending = true;
    emit changed(conversation);
    api::whenAnswered<ShopOrderOutcome>(
        this, m_shop.order(order),
        [this, conversation](const api::Answer<ShopOrderOutcome>& answer) { take(conversation, answer); });
}

void OrderBook::take(const ConversationId& conversation, const api::Answer<ShopOrderOutcome>& answer)
{
    OrderDraft draft = m_drafts.value(conversation);
    draft.isSending = false;
    draft.outcome = answer;
    using Kind = ShopOrderOutcome::Kind;
    const auto* outcome = std::get_if<ShopOrderOutcome>(&answer);
    if (outcome && outcome->kind != Kind::InWork) {
        draft.lookFor = outcome->kind == Kind::Unclear ? outcome->reference : QByteArray();
        const bool isEnded = outcome->kind != Kind::Unclear && !outcome->reference.isEmpty();
        if (isEnded) m_newest.insert(conversation, outcome->reference);
    }
    const bool isMade = outcome && outcome->kind == Kind::Made;
    if (isMade)
        m_drafts.remove(conversation);
    else
        m_drafts.insert(conversation, draft);
    if (!draft.lookFor.isEmpty()) m_look.start();
    emit changed(conversation);
    if (isMade) emit made(conversation, outcome->code);
}

void OrderBook::lookAgain()
{
    QList<ConversationId> looked;
    for (auto each = m_drafts.cbegin(); each != m_drafts.cend(); ++each) {
        if (!each->lookFor.isEmpty()) looked << each.key();
    }
    if (looked.isEmpty()) m_look.stop();
    for (const ConversationId& conversation : std::as_const(looked))
        ask(conversation, true);
}

/// The engine is another one: what the last one was asked is never answered. It may be asked again, for the store knows
/// what was sent.
void OrderBook::comeBack()
{
    const QList<ConversationId> all = m_drafts.keys();
    for (const ConversationId& conversation : all) {
        OrderDraft& draft = m_drafts[conversation];
        if (!draft.isSending) continue;
        draft.isSending = false;
        ShopOrderOutcome unknown;
        unknown.kind = ShopOrderOutcome::Kind::InWork;
        draft.outcome = unknown;
        emit changed(conversation);
    }
}

}  // namespace tongdai
