#pragma once

#include "ui/stats/stats_words.h"

#include <QAbstractButton>

namespace tongdai {

/// One figure, large, with its name above and what belongs to it below. Pressed it shows how it is computed. GUI
/// thread.
class StatsTile final : public QAbstractButton {
    Q_OBJECT
public:
    explicit StatsTile(QWidget* parent = nullptr);
    void setFigure(const StatsFigure& figure);
    const StatsFigure& figure() const { return m_figure; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    /// What belongs to the figure stands in two or three lines where one is too narrow.
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    QStringList detailLines(int room) const;

    StatsFigure m_figure;
};

}  // namespace tongdai
