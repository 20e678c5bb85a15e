#pragma once

#include "tests/ui/live_stage.h"
#include "ui/live/conversation_view.h"
#include "ui/live/thread/composer.h"
#include "ui/live/thread/composer_edit.h"
#include "ui/live/thread/thread_view.h"

namespace tongdai::testing {

/// A Live page that is shown, with the shop in its list and one conversation open.
struct OpenedPage : LiveStage {
    LivePage page{desk, look()};
    explicit OpenedPage(bool fill = true, const QByteArray& id = QByteArrayLiteral("c-12345"))
    {
        if (fill) desk.fillShop();
        page.resize(1302, 700);
        page.show();
        QApplication::setActiveWindow(&page);
        emit desk.ready();
        settle();
        if (!id.isEmpty()) {
            page.open(ConversationId(id));
            settle();
        }
    }
    ComposerEdit& box() { return *page.view()->composer()->box(); }
    ThreadView& thread() { return *page.view()->thread(); }
    ThreadModel& model() { return page.view()->model(); }
    template <class W>
    W* child(const QString& name)
    {
        return page.findChild<W*>(name);
    }
    void type(const QString& text)
    {
        box().setFocus();
        box().insertPlainText(text);
    }
};

}  // namespace tongdai::testing
