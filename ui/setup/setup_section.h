#pragma once

#include "engine/api/setup.h"
#include "ui/common/look.h"

#include <QWidget>

namespace tongdai {

/// What the Setup page needs of the engine; the objects outlive it.
struct SetupDoors {
    api::ConnectionTester& tester;
    api::ShopWorks& works;
    api::SetupDesk& desk;
};

/// One section of the Setup page: its own cards, filled from the saved state. GUI thread.
class SetupSection : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    virtual QString title() const = 0;
    /// The saved state has changed; what a person is typing stays.
    virtual void readState() = 0;
    virtual void retranslate() = 0;

signals:
    /// Another section is meant, by its object name.
    void sectionWanted(const QString& name);
};

}  // namespace tongdai
