#pragma once

#include "engine/api/desk.h"
#include "engine/api/limits.h"
#include "engine/api/shop_system.h"
#include "engine/api/statistics.h"
#include "engine/domain/shop/health.h"
#include "ui/common/look/look.h"
#include "ui/common/widgets/page.h"

class QAction;
class QStackedWidget;

namespace tongdai {

class ConversationPane;
class ConversationView;
class CustomerCard;
class LiveColumns;
class SearchPane;
class UndeliveredLines;

/// The Live page: conversations, thread, customer card (workspace 3.11). All it knows of the engine is the desk.
/// Lives on the GUI thread.
class LivePage final : public Page {
    Q_OBJECT
public:
    LivePage(api::Desk& desk, Look look, QWidget* parent = nullptr);
    ~LivePage() override;

    QString title() const override;
    Glyph glyph() const override { return Glyph::Live; }
    QList<KeyLine> extraKeys() const override;
    void saveLayout(ScreenSettings& settings) const override;
    void restoreLayout(const ScreenSettings& settings) override;
    void focusFirst() override;

    /// Opens exactly this conversation, whatever queue is shown (a toast was clicked).
    void open(const ConversationId& conversation);
    /// The same, at this line.
    void openLine(const ConversationId& conversation, qint64 rev);
    void setHealth(const HealthSnapshot& snapshot);
    /// From now on the open conversation can be exported (Ctrl+S, or the thread's menu): exportWanted.
    void offerExport();
    /// From now on the open conversation's customer can be erased (Ctrl+Shift+Delete, or the thread's menu):
    /// erasureWanted.
    void offerErasure();
    /// From now on masked lines can be revealed (Alt+R, or the line's menu).
    void offerReveal();
    /// From now on the bot of a conversation's whole channel can be switched (Shift+F9, or the clock's menu).
    void offerChannelBot();
    /// Shows what the shop's own system knows under the customer card. Once.
    void setShop(api::ShopSystem& shop);
    /// The customer card shows who is near a limit, or was held back. Once.
    void setLimits(api::Limits& limits);
    /// Today's figures, to compare the steps of an answer with. Once.
    void setStatistics(api::Statistics& statistics);
    /// Whether customers can write at all.
    void setChannel(bool isConnected);
    /// There is a page for disputes: Ctrl+N opens a case about the chosen message.
    void offerCases();
    /// Opens the next line that could not be delivered, in its conversation.
    void showUndelivered();
    /// Opens the search over everything with these words and filters in its box (SearchRequest).
    void searchFor(const QString& words);
    /// What was typed goes to the engine at once.
    void keepDrafts();
    ConversationPane* conversations() const { return m_conversations; }
    ConversationView* view() const { return m_view; }
    SearchPane* search() const { return m_search; }

signals:
    void exportWanted(const tongdai::Conversation& conversation);
    void erasureWanted(const tongdai::Conversation& conversation);
    /// So many lines have not reached their customers and wait for a decision.
    void undeliveredChanged(int lines);
    /// The empty desk's action: the owner opens the sample shop.
    void sampleShopWanted();
    /// About the chosen line, or the newest one of the open conversation.
    void caseWanted(tongdai::ConversationId conversation, tongdai::MessageId message);
    /// Nobody can write to this shop: the owner opens the page where a channel is connected.
    void channelWanted();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Key {
        QAction* action;
        const char* words;  ///< for tr()
    };
    void addKeys();
    QAction* addKey(const char* objectName, const char* words, const QList<QKeySequence>& keys,
                    std::function<void()> run);
    void openChosen(const ConversationId& conversation);
    void takeLookedUp(api::RequestId request, const ConversationPage& page);
    void failLookUp(const api::DeskFailure& failure);
    void enterBox();
    void followDraft(const ConversationId& conversation);
    void stepBy(const std::function<void()>& step);
    void nextPane(int direction);
    void goBack();
    void findOrFilter();
    void takeOrder(const ConversationId& conversation, const QString& code, bool isAtHand);
    void openSearch();
    void closeSearch();
    bool isSearching() const;
    void fitHeight();
    void retranslate();

    api::Desk& m_desk;
    UndeliveredLines* m_undelivered;
    QStackedWidget* m_left;
    ConversationPane* m_conversations;
    SearchPane* m_search;
    ConversationView* m_view;
    CustomerCard* m_card;
    QWidget* m_side;  ///< the card, and what stands under it
    LiveColumns* m_columns;
    Look m_look;
    std::vector<Key> m_keys;
    ConversationId m_lookedUp;  ///< opened from outside the list, asked for by its id
    api::RequestId m_lookUp = 0;
    bool m_wantsBox = false;  ///< as soon as the conversation that is looked up is open
};

}  // namespace tongdai
