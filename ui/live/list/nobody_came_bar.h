#pragma once

#include "engine/api/desk.h"
#include "ui/common/look/look.h"

#include <QWidget>

namespace tongdai {

class NoticeBar;

/// Above the list: how many customers were promised a person to whom nobody came, red where whoever sits here is asked
/// to go to them (features C6); its button opens who waits longest. Hidden while there are none. Lives on the GUI
/// thread.
class NobodyCameBar final : public QWidget {
    Q_OBJECT
public:
    explicit NobodyCameBar(api::Desk& desk, QWidget* parent = nullptr);

signals:
    void chosen(tongdai::ConversationId conversation);

protected:
    void changeEvent(QEvent* event) override;

private:
    void show(const api::NobodyCame& news);
    void retranslate();

    api::NobodyCame m_news;
    NoticeBar* m_bar;
};

}  // namespace tongdai
