#pragma once

#include "engine/api/desk.h"
#include "engine/domain/health.h"
#include "ui/common/look.h"
#include "ui/common/page.h"

class QAction;
class QSplitter;
class QStackedWidget;

namespace tongdai {

class ConversationPane;
class ConversationView;
class CustomerCard;
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
    bool eventFilter(QObject* watched, QEvent* event) override;

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
    void toggleCard();
    void showCard(bool isShown);
    void showList();
    void resetSizes();
    void fitToRoom();
    void growWithText();
    void retranslate();

    api::Desk& m_desk;
    Look m_look;
    UndeliveredLines* m_undelivered;
    QSplitter* m_splitter;
    QStackedWidget* m_left;
    ConversationPane* m_conversations;
    SearchPane* m_search;
    ConversationView* m_view;
    CustomerCard* m_card;
    std::vector<Key> m_keys;
    ConversationId m_lookedUp;  ///< opened from outside the list, asked for by its id
    api::RequestId m_lookUp = 0;
    bool m_cardWanted = true;
    bool m_narrow = false;
    bool m_isTight = false;  ///< no room for three columns: the card stands in place of the list
    int m_textScale;         ///< what the columns were last measured for
};

}  // namespace tongdai
