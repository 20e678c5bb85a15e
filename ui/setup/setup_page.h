#pragma once

#include "ui/common/widgets/page.h"
#include "ui/setup/setup_section.h"

class QBoxLayout;
class QLayout;
class QListWidget;
class QScrollArea;
class QStackedWidget;

namespace tongdai {

class NoticeBar;

/// Where data lie and which servers are used (workspace 3.6): sections on the left, one of them at a time, and a bar
/// that says when the engine has to be started again for what was saved. Lives on the GUI thread and never waits.
class SetupPage final : public Page {
    Q_OBJECT
public:
    SetupPage(SetupDoors doors, Look look, QWidget* parent = nullptr);

    QString title() const override { return tr("Setup"); }
    Glyph glyph() const override { return Glyph::Setup; }
    void focusFirst() override;
    void openSection(const QString& name);
    /// Where the chat platform is named, ready to be typed.
    void openPlatform();

signals:
    /// The chat for web pages is meant, which the System page has.
    void webChatWanted();
    void conversationWanted(tongdai::ConversationId conversation);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitColumns();
    void addSection(SetupSection* section);
    void readState();
    void writeBar();
    void retranslate();

    SetupDoors m_doors;
    Look m_look;
    bool m_isRestarting = false;
    bool m_hasRestarted = false;
    QString m_restartTrouble;
    std::vector<SetupSection*> m_sections;
    QBoxLayout* m_aside;
    std::vector<QLayout*> m_sheets;  ///< around the sections
    QListWidget* m_list;
    QStackedWidget* m_stack;
    NoticeBar* m_bar;
    QAction* m_leave;
};

}  // namespace tongdai
