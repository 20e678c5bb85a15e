#pragma once

#include "engine/api/setup.h"
#include "ui/common/look.h"

#include <QWidget>

class QBoxLayout;

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
    /// There is little width: what stands side by side stands one under the other.
    void setTight(bool isTight);

signals:
    /// Another section is meant, by its object name.
    void sectionWanted(const QString& name);

protected:
    /// Two cards side by side, of the same width.
    QLayout* pairOf(QWidget& left, QWidget& right);

private:
    QBoxLayout* m_pair = nullptr;
};

}  // namespace tongdai
