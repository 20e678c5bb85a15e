#pragma once

#include "engine/domain/statistics/stats_report.h"

#include <QPixmap>
#include <QtCharts/QChartView>

class QCategoryAxis;
class QLineSeries;
class QValueAxis;

namespace tongdai {

/// What came in and went out, over time: a line each with a colour and a dash of its own (workspace 3.3). A cursor
/// follows the pointer and the arrow keys; whoever shows its figures hears of it. Its axis is made of pieces of time,
/// not of a clock, so that a day with 25 hours has 25. GUI thread.
class TimeChart final : public QChartView {
    Q_OBJECT
public:
    static constexpr int kSeries = 3;

    explicit TimeChart(QWidget* parent = nullptr);
    /// `ticks`: which pieces have a label, and which; `pieces`: how many the axis has room for.
    void setPoints(const std::vector<StatsPoint>& points, int pieces, const QList<std::pair<int, QString>>& ticks);
    /// At most kSeries lines of figures that may be not known (NaN). `ticks`: as above; `top`: where the axis ends, 0:
    /// where the figures do.
    void setLines(const std::vector<std::vector<double>>& lines, const QList<std::pair<int, QString>>& ticks,
                  double top);
    int cursor() const { return m_cursor; }

    /// What the figures are better read with: a line with a sign above it, or (until > at) a hatched stretch.
    struct Mark {
        enum class Sign : quint8 { Dot, Triangle, Cross } sign = Sign::Dot;
        double at = 0;  ///< in pieces; between two of them, too
        double until = 0;
    };
    void setMarks(const QList<Mark>& marks);

    static Qt::PenStyle styleOf(int series);

signals:
    /// -1: nowhere.
    void pointed(int piece);
    /// Enter, or a double click: what is behind it?
    void opened(int piece);
    /// Ctrl and the wheel: nearer (1) or farther (-1), around this piece.
    void zoomed(int direction, int piece);
    /// Shift and the wheel: earlier (-1) or later (1).
    void panned(int direction);
    /// The mouse was drawn from one piece to another.
    void drawn(int first, int last);

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void dress();
    void place(const std::array<QList<QPointF>, kSeries>& places, int points, int pieces, double most,
               const QList<std::pair<int, QString>>& ticks);
    void point(int piece);
    int pieceAt(const QPoint& point) const;
    double xOf(double piece) const;
    void drawSeries(QPainter& painter, const QRectF& plot);
    void strokeSeries(QPainter& painter, const QRectF& plot) const;
    void drawMarks(QPainter& painter, const QRectF& plot) const;

    std::array<QLineSeries*, kSeries> m_lines{};  ///< hidden: they hold the figures, drawSeries() draws them
    QCategoryAxis* m_time;
    QValueAxis* m_count;
    int m_points = 0;
    QPixmap m_drawnLines;  ///< as they were drawn last: a cursor that moves draws none of them again
    QRect m_drawnAt;
    QList<Mark> m_marks;
    int m_cursor = -1;
    int m_drawnFrom = -1;  ///< while the mouse is drawn over it
};

}  // namespace tongdai
