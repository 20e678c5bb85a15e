#pragma once

#include <QWidget>

class QVBoxLayout;

namespace tongdai {

class RoleLabel;

/// A framed piece of a page with a heading: lines rather than shadows (workspace 3.2).
class Card final : public QWidget {
    Q_OBJECT
public:
    explicit Card(QWidget* parent = nullptr);
    void setHeading(const QString& heading);
    /// What stands under the heading is laid out here.
    QVBoxLayout& content() { return *m_content; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    RoleLabel* m_heading;
    QVBoxLayout* m_content;
};

}  // namespace tongdai
