#pragma once

#include "tests/support/fake_disputes.h"
#include "tests/ui/window_stage.h"
#include "ui/common/widgets/empty_state.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/dispute/cases_pane.h"
#include "ui/dispute/dispute_page.h"
#include "ui/dispute/travel_pane.h"

#include <QLabel>
#include <QListView>
#include <QTableView>
#include <QTest>

namespace tongdai::testing {

/// The Dispute page over cases that a test gives it, in a shop of Saigon.
struct DisputeStage {
    explicit DisputeStage(SchemeChoice scheme = SchemeChoice::Light, LanguageChoice words = LanguageChoice::English,
                          int textScale = 100)
    {
        language.setZone(QTimeZone("Asia/Ho_Chi_Minh"));
        language.setChoice(words);
        theme.setChoice(scheme);
        theme.setTextScale(textScale);
        theme.install();
        page = std::make_unique<DisputePage>(disputes, Look{theme, language, [this] { return disputes.now; }});
        page->resize(1302, 700);
    }
    void open()
    {
        page->show();
        QApplication::setActiveWindow(page.get());
        page->focusFirst();
        settle();
    }
    void openFilled()
    {
        disputes.fill();
        open();
    }
    static void settle()
    {
        for (int round = 0; round < 8; ++round)
            QCoreApplication::processEvents();
    }
    template <class W>
    W* child(const QString& name) const
    {
        return page->findChild<W*>(name);
    }
    QString words(const QString& name) const { return child<QLabel>(name)->text(); }
    QString cell(int row, int column) const
    {
        const auto* table = child<QTableView>(QStringLiteral("knew"));
        return table->model()->index(row, column).data().toString();
    }
    void press(int key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key(key), modifiers);
        settle();
    }

    FakeDisputes disputes;
    DaylightScheme desktop;
    Theme theme{desktop};
    Language language;
    std::unique_ptr<DisputePage> page;
};

}  // namespace tongdai::testing
