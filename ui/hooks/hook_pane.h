#pragma once

#include "engine/api/setup/hooks.h"
#include "ui/common/look/look.h"

#include <QWidget>

class QPlainTextEdit;
class QPushButton;
class QTabBar;

namespace tongdai {

class NoticeBar;
class RoleLabel;

/// One call of a platform: what became of it and why, its body, headers and answer; a command that sends it again, and
/// what would happen if it came now (features E7). GUI thread.
class HookPane final : public QWidget {
    Q_OBJECT
public:
    HookPane(api::Hooks& hooks, Look look, QWidget* parent = nullptr);
    /// Shows this call; what is on screen of another one goes at once. 0: none.
    void open(qint64 id);
    /// It may have gone on: asks for it anew where its line changed.
    void follow(const HookRow& row);
    void focusText();
    QList<QWidget*> buttons() const;
    void retranslate();

signals:
    void conversationWanted(tongdai::ConversationId conversation);

protected:
    bool event(QEvent* event) override;

private:
    void build();
    void ask();
    void take(const api::Answer<HookDetail>& answer);
    void replay();
    void copyCurl();
    void write();
    QString tabText() const;
    QString headerText() const;

    api::Hooks& m_hooks;
    Look m_look;
    qint64 m_id = 0;
    std::optional<HookDetail> m_detail;
    std::optional<HookReplay> m_replay;
    QString m_trouble;
    bool m_isCopied = false;
    api::NewestAnswer m_asking;
    api::NewestAnswer m_replaying;
    RoleLabel* m_heading;
    RoleLabel* m_words;
    NoticeBar* m_outcome;
    QTabBar* m_tabs;
    QPlainTextEdit* m_text;
    QPushButton* m_try;
    QPushButton* m_copy;
    QPushButton* m_openConversation;
};

}  // namespace tongdai
