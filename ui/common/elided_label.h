#pragma once

#include "ui/common/role_label.h"

namespace tongdai {

/// One line that gives up room gracefully: cut at a letter boundary with an ellipsis, whole in the tooltip and for
/// screen readers. Paths are cut in the middle, sentences at the end.
class ElidedLabel final : public RoleLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(TextRole text, ColorRole color = ColorRole::Text, Qt::TextElideMode mode = Qt::ElideRight,
                         QWidget* parent = nullptr);
    void setFullText(const QString& text);
    void setElideMode(Qt::TextElideMode mode);
    const QString& fullText() const { return m_full; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void updateToolTip();

    QString m_full;
    Qt::TextElideMode m_mode;
};

}  // namespace tongdai
