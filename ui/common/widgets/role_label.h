#pragma once

#include "ui/common/look/color_role.h"
#include "ui/common/look/text_role.h"

#include <QLabel>

namespace tongdai {

/// A label that keeps its size and colour role through changes of theme and text size.
class RoleLabel : public QLabel {
    Q_OBJECT
public:
    explicit RoleLabel(TextRole text, ColorRole color = ColorRole::Text, QWidget* parent = nullptr);
    void setColorRole(ColorRole color);
    void setTextRole(TextRole text);

protected:
    bool event(QEvent* event) override;

private:
    void dress();

    TextRole m_text;
    ColorRole m_color;
};

}  // namespace tongdai
