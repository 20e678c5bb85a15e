#pragma once

#include <QHash>
#include <QStaticText>
#include <QWidget>

#include <array>

namespace tongdai {

/// How many messages came in at which hour of which weekday: the darker, the more, with the figure where there is room.
/// Arrow keys walk over it. GUI thread.
class HeatMap final : public QWidget {
    Q_OBJECT
public:
    using Counts = std::array<std::array<qint64, 24>, 7>;
    explicit HeatMap(QWidget* parent = nullptr);
    void setCounts(const Counts& counts, const QStringList& weekdays);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    /// -1: nowhere.
    void pointed(int weekday, int hour);
    /// Enter, or a double click: what is behind it?
    void opened(int weekday, int hour);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    int nameWidth() const;
    int rowHeight() const;
    QRectF cellAt(int weekday, int hour) const;
    void point(int weekday, int hour);
    const QStaticText& figureOf(qint64 count);

    Counts m_counts{};
    QStringList m_weekdays;
    QHash<qint64, QStaticText> m_figures;  ///< laid out once: that takes longer than drawing them
    int m_weekday = -1;
    int m_hour = -1;
};

}  // namespace tongdai
