#pragma once

#include "tests/support/fake_desk.h"
#include "ui/common/look/look.h"
#include "ui/common/look/system_scheme.h"
#include "ui/live/live_page.h"

#include <QListView>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

namespace tongdai::testing {

class FixedScheme final : public SystemScheme {
public:
    Scheme current() const override { return Scheme::Light; }
};

/// A desk, a theme and a language to show a Live page with; the shop's clock stands still.
struct LiveStage {
    FixedScheme system;
    Theme theme{system};
    Language language;
    FakeDesk desk;

    explicit LiveStage(SchemeChoice scheme = SchemeChoice::Light, LanguageChoice words = LanguageChoice::English)
    {
        theme.setChoice(scheme);
        theme.install();
        language.setZone(QTimeZone(7 * 3600));
        language.setChoice(words);
    }
    Look look()
    {
        return {theme, language, [this] { return desk.now; }};
    }
    /// Lets the desk's answers and the layout come through.
    void settle()
    {
        for (int round = 0; round < 6; ++round)
            QCoreApplication::processEvents();
    }
    void openFirst(LivePage& page)
    {
        emit desk.ready();
        settle();
        page.open(ConversationId("c-12345"));
        settle();
    }
};

}  // namespace tongdai::testing
