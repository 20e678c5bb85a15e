#pragma once

#include <QScrollArea>

namespace tongdai {

/// What the pages stand in. A page has all the room there is; where that is less than it needs (a small screen with
/// large text) the room scrolls, and what has the focus is in sight. Lives on the GUI thread.
class PageRoom final : public QScrollArea {
    Q_OBJECT
public:
    explicit PageRoom(QWidget& pages, QWidget* parent = nullptr);
    ~PageRoom() override;

    QSize minimumSizeHint() const override { return {120, 80}; }
    QSize sizeHint() const override;

protected:
    void keyPressEvent(QKeyEvent* event) override;
};

}  // namespace tongdai
