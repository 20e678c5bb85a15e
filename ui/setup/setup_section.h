#pragma once

#include "engine/api/erasure.h"
#include "engine/api/people.h"
#include "engine/api/setup.h"
#include "engine/api/setup/history_import.h"
#include "engine/api/setup/hooks.h"
#include "engine/api/setup/pages.h"
#include "engine/api/shop_system.h"
#include "engine/api/statistics.h"
#include "ui/common/look/look.h"

#include <QList>
#include <QWidget>

class QBoxLayout;

namespace tongdai {

/// What the Setup page needs of the engine; the objects outlive it.
struct SetupDoors {
    api::ConnectionTester& tester;
    api::ShopWorks& works;
    api::SetupDesk& desk;
    api::ShopSystem* shop = nullptr;        ///< null: nothing is said of its requests
    api::People* people = nullptr;          ///< null: no section for them
    api::Statistics* statistics = nullptr;  ///< null: no sections for the bot and for working hours
    api::Erasures* erasures = nullptr;      ///< null: no section for requests for erasure
    api::Hooks* hooks = nullptr;            ///< null: no sections for hooks
    api::Pages* pages = nullptr;            ///< null: nothing is said of how pages at Pancake fare
    api::HistoryImport* imports = nullptr;  ///< null: no section for another system's history
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
    /// There is little width: cards that stand side by side stand one under the other, and buttons where `room` pixels
    /// do not hold them.
    void setTight(bool isTight, int room);

signals:
    /// Another section is meant, by its object name.
    void sectionWanted(const QString& name);
    /// What was asked for is answered in this part, which may be below what is seen.
    void sightWanted(QWidget* part);

protected:
    /// Two cards side by side, of the same width.
    QLayout* pairOf(QWidget& left, QWidget& right);
    /// Buttons in a row of a card, or one under the other.
    QLayout* rowOf(const QList<QWidget*>& buttons);
    bool event(QEvent* event) override;

private:
    void fitRows();

    QBoxLayout* m_pair = nullptr;
    QList<QBoxLayout*> m_rows;
    int m_room = 10'000;
};

}  // namespace tongdai
