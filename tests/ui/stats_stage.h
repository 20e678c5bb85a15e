#pragma once

#include "tests/support/fake_statistics.h"
#include "tests/ui/window_stage.h"
#include "ui/common/widgets/empty_state.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/stats/stats_page.h"
#include "ui/stats/stats_tile.h"

#include <QLabel>
#include <QTest>

namespace tongdai::testing {

/// The Stats page over figures that a test gives it, in a shop of Saigon.
struct StatsStage {
    explicit StatsStage(SchemeChoice scheme = SchemeChoice::Light, LanguageChoice words = LanguageChoice::English,
                        int textScale = 100)
    {
        language.setZone(QTimeZone("Asia/Ho_Chi_Minh"));
        language.setChoice(words);
        theme.setChoice(scheme);
        theme.setTextScale(textScale);
        theme.install();
        page = std::make_unique<StatsPage>(statistics, Look{theme, language, [this] { return statistics.now; }});
        page->resize(1302, 700);
    }
    void open()
    {
        page->show();
        QApplication::setActiveWindow(page.get());
        settle();
    }
    void openBusy()
    {
        open();
        statistics.answerBusy();
        settle();
    }
    static void settle()
    {
        for (int round = 0; round < 6; ++round)
            QCoreApplication::processEvents();
    }
    StatsTile* tile(const QString& key) const { return page->findChild<StatsTile*>(QStringLiteral("tile-") + key); }
    QLabel* how() const { return page->findChild<QLabel*>(QStringLiteral("how")); }
    NoticeBar* notice() const { return page->findChild<NoticeBar*>(QStringLiteral("statsNotice")); }
    EmptyState* empty() const { return page->findChild<EmptyState*>(); }
    void press(int key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key(key), modifiers);
        settle();
    }

    FakeStatistics statistics;
    DaylightScheme desktop;
    Theme theme{desktop};
    Language language;
    std::unique_ptr<StatsPage> page;
};

}  // namespace tongdai::testing
