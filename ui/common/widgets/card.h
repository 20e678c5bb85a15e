#pragma once

#include <QBoxLayout>
#include <QWidget>

namespace tongdai {

class RoleLabel;

/// A framed piece of a page with a heading: lines rather than shadows (workspace 3.2).
class Card final : public QWidget {
    Q_OBJECT
public:
    explicit Card(QWidget* parent = nullptr);
    void setHeading(const QString& heading);
    /// Beside the heading, at the right edge.
    void setCorner(QWidget* corner) { m_top->addWidget(corner, 0, Qt::AlignTop); }
    /// What stands under the heading is laid out here.
    QVBoxLayout& content() { return *m_content; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    RoleLabel* m_heading;
    QHBoxLayout* m_top;
    QVBoxLayout* m_content;
};

}  // namespace tongdai
