#pragma once

#include "ui/setup/setup_section.h"

namespace tongdai {

class NoticeBar;
class ServiceCard;

/// The AI service and the chat platform, side by side.
class ServicesSection final : public SetupSection {
    Q_OBJECT
public:
    ServicesSection(SetupDoors doors, Look look, QWidget* parent = nullptr);
    QString title() const override { return tr("Bot and platform"); }
    void readState() override;
    void retranslate() override;

private:
    SetupDoors m_doors;
    NoticeBar* m_fixed;
    ServiceCard* m_ai;
    ServiceCard* m_platform;
};

}  // namespace tongdai
