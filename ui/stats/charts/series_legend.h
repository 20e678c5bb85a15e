#pragma once

#include <QWidget>

namespace tongdai {

/// Which line is which: a piece of each with its dash, and its name. GUI thread.
class SeriesLegend final : public QWidget {
    Q_OBJECT
public:
    explicit SeriesLegend(QWidget* parent = nullptr);
    void setNames(const QStringList& names);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QStringList m_names;
};

}  // namespace tongdai
