#pragma once

#include "engine/api/desk.h"
#include "engine/domain/health.h"
#include "ui/common/look.h"
#include "ui/common/page.h"

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
    void setHealth(const HealthSnapshot& snapshot);
    /// Whether customers can write at all.
    void setChannel(bool isConnected);
    /// Opens the next line that could not be delivered, in its conversation.
    void showUndelivered();
    ConversationPane* conversations() const { return m_conversations; }
    ConversationView* view() const { return m_view; }
    SearchPane* search() const { return m_search; }

signals:
    /// So many lines have not reached their customers and wait for a decision.
    void undeliveredChanged(int lines);
    /// The empty desk's action: the owner opens the sample shop.
    void sampleShopWanted();
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
    void openLine(const ConversationId& conversation, qint64 rev);
    void openChosen(const ConversationId& conversation);
    void takeLookedUp(api::RequestId request, const ConversationPage& page);
    void followDraft(const ConversationId& conversation);
    void stepBy(const std::function<void()>& step);
    void nextPane(int direction);
    void goBack();
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
    LiveColumns* m_columns;
    std::vector<Key> m_keys;
    ConversationId m_lookedUp;  ///< opened from outside the list, asked for by its id
    api::RequestId m_lookUp = 0;
};

}  // namespace tongdai
