#pragma once

#include <QWidget>

namespace tongdai {

/// Two widgets in one place, one of them to be seen. The place is as high as the taller one needs, so that nothing
/// around it moves when they change. GUI thread.
class SharedPlace final : public QWidget {
    Q_OBJECT
public:
    SharedPlace(QWidget& first, QWidget& second, QWidget* parent = nullptr);
    void showSecond(bool isSecond);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget& m_first;
    QWidget& m_second;
};

}  // namespace tongdai
