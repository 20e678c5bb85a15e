#pragma once

#include "engine/api/system_status.h"
#include "ui/common/look/look.h"
#include "ui/common/widgets/page.h"

class QBoxLayout;
class QScrollArea;
class QVBoxLayout;

namespace tongdai {

class CallSample;
class AutostartBox;
class AutostartEntry;
class Card;
class FactList;
class LevelLadder;
class NoticeBar;
class PartTable;
class RoleLabel;
class SampleShopBox;
class SharedPlace;
class TokenRow;
class WidgetBox;

/// How the program is and where everything lies: level, parts, addresses, secrets to copy, files, the sample shop.
/// Holds no state of its own: every change reads the engine's snapshot again. Lives on the GUI thread.
class SystemPage final : public Page {
    Q_OBJECT
public:
    SystemPage(api::SystemStatus& status, api::SampleShop& sample, Look look, QWidget* parent = nullptr);

    /// A switch that starts the program with the session; without this call there is none.
    void offerAutostart(AutostartEntry& entry);

    QString title() const override { return tr("System"); }
    Glyph glyph() const override { return Glyph::System; }
    void focusFirst() override;
    /// The chat for web pages, in sight.
    void showWebChat();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildCards();
    void arrange();
    void readHealth();
    void readFacts();
    void retranslate();
    static QString aiWords(const QString& mode);
    static QString platformWords(const QString& mode);
    static QString redisWords(const QString& mode);
    static QString historyWords(const QString& mode);

    api::SystemStatus& m_status;
    Look m_look;
    NoticeBar* m_listenError;
    NoticeBar* m_historyTrouble;
    NoticeBar* m_journalOrder;
    NoticeBar* m_silentPages;
    SharedPlace* m_reach = nullptr;  ///< the level, or that nobody can reach the shop
    LevelLadder* m_ladder;
    PartTable* m_parts;
    RoleLabel* m_tokenHint;
    TokenRow* m_platformToken;
    TokenRow* m_adminToken;
    CallSample* m_call;
    WidgetBox* m_widget;
    FactList* m_versions;
    FactList* m_files;
    SampleShopBox* m_sample;
    AutostartBox* m_autostart = nullptr;
    QAction* m_leave;
    Card* m_health = nullptr;
    Card* m_connect = nullptr;
    Card* m_tryOut = nullptr;
    Card* m_webPage = nullptr;
    Card* m_about = nullptr;
    Card* m_places = nullptr;
    Card* m_sampleShop = nullptr;
    Card* m_start = nullptr;
    QBoxLayout* m_columns = nullptr;
    QVBoxLayout* m_left = nullptr;
    QVBoxLayout* m_right = nullptr;
    QScrollArea* m_scroll = nullptr;
};

}  // namespace tongdai
