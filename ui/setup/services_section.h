#pragma once

#include "ui/setup/setup_section.h"

class QPushButton;

namespace tongdai {

class Card;
class NoticeBar;
class RoleLabel;
class ServiceCard;

/// The AI service and the chat platform, side by side; and where the chat for web pages is.
class ServicesSection final : public SetupSection {
    Q_OBJECT
public:
    ServicesSection(SetupDoors doors, Look look, QWidget* parent = nullptr);
    QString title() const override { return tr("Bot and platform"); }
    void readState() override;
    void retranslate() override;
    void focusPlatform();

signals:
    void webChatWanted();

private:
    SetupDoors m_doors;
    NoticeBar* m_fixed;
    ServiceCard* m_ai;
    ServiceCard* m_platform;
    Card* m_web;
    RoleLabel* m_webWords;
    QPushButton* m_webOpen;
};

}  // namespace tongdai
