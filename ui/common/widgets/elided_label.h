#pragma once

#include "ui/common/widgets/role_label.h"

namespace tongdai {

/// One line, or a few, that gives up room gracefully: cut at a letter boundary with an ellipsis, whole in the tooltip
/// and for screen readers. Paths are cut in the middle, sentences at the end.
class ElidedLabel : public RoleLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(TextRole text, ColorRole color = ColorRole::Text, Qt::TextElideMode mode = Qt::ElideRight,
                         QWidget* parent = nullptr);
    void setFullText(const QString& text);
    void setElideMode(Qt::TextElideMode mode);
    const QString& fullText() const { return m_full; }
    /// Words that are too long go on in the next line, up to this many; only the last of them is cut.
    void setMostLines(int lines);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void updateToolTip();

    QStringList linesFor(int width) const;

    QString m_full;
    int m_mostLines = 1;
    Qt::TextElideMode m_mode;
};

}  // namespace tongdai
