#pragma once

#include <QWidget>

namespace tongdai {

/// One step of a bot answer on the common time axis: a bar from where it began, and below it the band in which half
/// to nineteen of twenty of today's messages ended the same step. The bar's shape, not its colour alone, says that it
/// took longer: it is hatched. GUI thread.
class StepBar final : public QWidget {
    Q_OBJECT
public:
    struct Shape {
        double whole = 1;     ///< milliseconds from the left edge to the right
        double begin = 0;     ///< after so many milliseconds
        double took = 0;      ///< 0: nobody measured it
        double half = 0;      ///< today's p50
        double most = 0;      ///< today's p95; 0: nothing to compare with
        bool isSlow = false;  ///< slower than p95
        friend bool operator==(const Shape&, const Shape&) = default;
    };
    explicit StepBar(QWidget* parent = nullptr);
    void setShape(const Shape& shape);
    const Shape& shape() const { return m_shape; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Shape m_shape;
};

}  // namespace tongdai
