#pragma once

#include <QComboBox>
#include <QKeyEvent>
#include <QWheelEvent>

namespace tongdai {

/// A choice on a page that scrolls, whose every change has an effect: who scrolls over it changes nothing, arrows open
/// its list instead of taking what they pass, and long words do not widen the page.
class CalmBox final : public QComboBox {
public:
    explicit CalmBox(int fewestLetters)
    {
        setFocusPolicy(Qt::StrongFocus);
        setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        setMinimumContentsLength(fewestLetters);
    }

protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        switch (event->key()) {
            case Qt::Key_Up:
            case Qt::Key_Down:
            case Qt::Key_PageUp:
            case Qt::Key_PageDown:
            case Qt::Key_Home:
            case Qt::Key_End: return showPopup();
            default: break;
        }
        const bool isLetter = event->key() != Qt::Key_Space && !event->text().isEmpty() && event->text()[0].isPrint();
        if (isLetter) return event->ignore();
        QComboBox::keyPressEvent(event);
    }
    void wheelEvent(QWheelEvent* event) override
    {
        if (hasFocus())
            QComboBox::wheelEvent(event);
        else
            event->ignore();
    }
};

}  // namespace tongdai
